namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// Which of the connections a call may use. The daemon serves 15 at once; whoever holds them all stops everybody, the owner's own lock
/// beats included.
/// </summary>
public enum CallLane
{
    /// <summary>All connections but the one for beats.</summary>
    Normal,

    /// <summary>Calls that may wait behind an IPAM driver for minutes: at most four of the normal connections at once.</summary>
    Ipam,

    /// <summary>The connection kept free for the lock's beat. No gate, no retry: the owner counts the beats itself.</summary>
    Beat,
}

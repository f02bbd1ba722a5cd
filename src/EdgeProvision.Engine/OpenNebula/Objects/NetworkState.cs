namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The state of a network, which 5.10 does not have.</summary>
public enum NetworkState
{
    /// <summary>New.</summary>
    Init = 0,

    /// <summary>Can be used.</summary>
    Ready = 1,

    /// <summary>Being made; with an IPAM range as long as the driver takes.</summary>
    LockCreate = 2,

    /// <summary>Being deleted; still counts as inside its cluster.</summary>
    LockDelete = 3,

    /// <summary>Gone.</summary>
    Done = 4,

    /// <summary>Making it failed.</summary>
    Error = 5,
}

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>A lock that a user put on an object. Level 4 (all) is kept, and shown, as 1 (use).</summary>
internal sealed record ObjectLock(int Level, int Owner, long Time, int Request)
{
    /// <summary>Whether it stops what needs the manage right: all levels but 3 (admin) do.</summary>
    internal bool StopsManage => Level is 1 or 2;
}

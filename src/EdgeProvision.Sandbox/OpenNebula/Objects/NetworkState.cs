namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The daemon's numbers for the states of a network (not on 5.10).</summary>
internal enum NetworkState
{
    Init = 0,
    Ready = 1,
    LockCreate = 2,
    LockDelete = 3,
    Done = 4,
    Error = 5,
}

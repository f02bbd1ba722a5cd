namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The state of a virtual machine as the front-end numbers it.</summary>
public enum VmState
{
    /// <summary>New.</summary>
    Init = 0,

    /// <summary>Waits for a host.</summary>
    Pending = 1,

    /// <summary>Held by hand.</summary>
    Hold = 2,

    /// <summary>On a host; what it does there is its life cycle state.</summary>
    Active = 3,

    /// <summary>Stopped.</summary>
    Stopped = 4,

    /// <summary>Suspended.</summary>
    Suspended = 5,

    /// <summary>Ended; still shown when asked for by id.</summary>
    Done = 6,

    /// <summary>Off, its disks still on the host.</summary>
    PowerOff = 8,

    /// <summary>Undeployed.</summary>
    Undeployed = 9,

    /// <summary>Its disks are being copied.</summary>
    Cloning = 10,

    /// <summary>Copying its disks failed.</summary>
    CloningFailure = 11,
}

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The states of a virtual machine that the emulator plays, with the daemon's numbers.</summary>
internal enum VmState
{
    Pending = 1,
    Hold = 2,
    Active = 3,
    Done = 6,
    PowerOff = 8,
}

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The states that an active virtual machine goes through (LCM_STATE), as far as the emulator plays them, with the daemon's numbers.</summary>
internal enum VmLifeCycle
{
    Init = 0,
    Running = 3,
    HotplugNic = 25,
}

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The states of a host that the emulator plays, with the daemon's numbers.</summary>
internal enum HostState
{
    Init = 0,
    Monitored = 2,
    Error = 3,
    Disabled = 4,
    Offline = 8,
}

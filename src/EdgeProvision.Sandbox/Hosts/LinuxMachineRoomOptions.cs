namespace EdgeProvision.Sandbox.Hosts;

/// <summary>How a room of real Linux machines is set up.</summary>
/// <param name="Id">One to six lower-case letters or digits, unique on this computer: it is part of every interface, namespace and control group name.</param>
public sealed record LinuxMachineRoomOptions(string Id)
{
    /// <summary>Where state is kept when nothing else is said.</summary>
    public const string DefaultStateDirectory = "/var/lib/edgeprovision";

    /// <summary>Where disks of machines, and the operating system they share, are kept. It must not lie on an overlay file system.</summary>
    public string StateDirectory { get; init; } = DefaultStateDirectory;

    /// <summary>The clock that waiting goes by.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Is told, a line at a time, what takes long and what went wrong with a machine.</summary>
    public Action<string> Progress { get; init; } = static _ => { };

    /// <summary>How long an orderly shutdown may take before the plug is pulled.</summary>
    public TimeSpan ShutdownLimit { get; init; } = TimeSpan.FromSeconds(20);
}

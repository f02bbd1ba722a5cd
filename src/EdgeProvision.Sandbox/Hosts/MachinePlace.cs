namespace EdgeProvision.Sandbox.Hosts;

/// <summary>Where a machine can be looked into from this computer, without its help.</summary>
/// <param name="NetworkNamespace">For <c>ip netns exec</c>, while it is on.</param>
/// <param name="ConsoleLog">The file with boots, reboots and power-offs, and why a boot failed.</param>
/// <param name="DiskDirectory">What the machine has written over the shared operating system.</param>
/// <param name="Boots">How often it has been booted since it was installed.</param>
/// <param name="Fault">Why it could not be installed or booted, or null.</param>
public sealed record MachinePlace(string NetworkNamespace, string ConsoleLog, string DiskDirectory, int Boots, string? Fault);

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>How the machines that stand, and their Redfish service, behave.</summary>
/// <param name="User">Who may call.</param>
/// <param name="Password">And by what.</param>
public sealed record RedfishOptions(string User, string Password)
{
    /// <summary>Time that a change of power takes beyond what the machine needs.</summary>
    public TimeSpan PowerChangeFor { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Hundredths of a core that each machine has.</summary>
    public int Cpu { get; init; } = 800;

    /// <summary>Memory of each machine.</summary>
    public long MemoryKib { get; init; } = 16 * 1024 * 1024;

    /// <summary>Hides the password.</summary>
    public override string ToString() => $"Redfish for {User}";
}

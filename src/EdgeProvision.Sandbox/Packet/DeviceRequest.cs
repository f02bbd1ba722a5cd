namespace EdgeProvision.Sandbox.Packet;

/// <summary>An accepted order for one device: every name in it has been found in the catalogue.</summary>
internal sealed record DeviceRequest(string Hostname, HardwarePlan Plan, OperatingSystem OperatingSystem, Facility Facility)
{
    public string BillingCycle { get; init; } = "hourly";

    public string? Description { get; init; }

    public string? CustomData { get; init; }

    public string? UserData { get; init; }

    public bool Locked { get; init; }

    public bool WantsPublicAddress { get; init; } = true;

    /// <summary>The reserved machine that it is to be, or null for one out of the stock.</summary>
    public ReservedHardware? Reserved { get; init; }

    public DateTimeOffset? TerminationTime { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Everything that the machine's root account is to accept, in the order given.</summary>
    public IReadOnlyList<string> AuthorizedKeys { get; init; } = [];
}

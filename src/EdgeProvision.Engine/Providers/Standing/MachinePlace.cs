namespace EdgeProvision.Engine.Providers.Standing;

/// <summary>Where a machine is reached.</summary>
/// <param name="Address">IP address that it is managed by.</param>
/// <param name="PrivateAddress">Address towards the other hosts, or null.</param>
internal sealed record MachinePlace(string Address, string? PrivateAddress);

namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>One address of a block.</summary>
/// <param name="Address">The public address.</param>
/// <param name="Assignment">What it leads to, or null.</param>
public sealed record ReservedAddress(string Address, AddressAssignment? Assignment)
{
    /// <summary>The provider's id of this one address, where it was rented by itself; else null.</summary>
    public string? Id { get; init; }
}

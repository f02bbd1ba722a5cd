namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>What is asked of a provider: one block of public addresses.</summary>
/// <param name="ProvisionId">Goes into the tag <c>edge-provision</c>.</param>
/// <param name="EdgeKey">Goes into the tag <c>edge-key</c>: what the block is found by.</param>
/// <param name="Count">Number of addresses.</param>
/// <param name="Keys">
/// Where, as descriptors and address ranges say it, keys in lower case: <c>facility</c>, <c>metro</c>; <c>availabilityzone</c>, <c>networkbordergroup</c>; <c>location</c> is
/// where the machine is that they are for, for whoever names several places or none. What a driver does not know is ignored.
/// </param>
public sealed record ReservationRequest(string ProvisionId, string EdgeKey, int Count, IReadOnlyDictionary<string, string> Keys)
{
    /// <summary>The kind, one of <see cref="IAddressDriver.Types"/>; null for the first of them.</summary>
    public string? Type { get; init; }
}

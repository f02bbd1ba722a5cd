namespace EdgeProvision.Engine.Requests;

/// <summary>Rent public addresses for a provision: one reservation, where one of its hosts is.</summary>
/// <param name="Provision">Name or UUID.</param>
/// <param name="Count">How many.</param>
public sealed record CreateAddressRequest(string Provision, int Count) : OperationRequest
{
    /// <summary>The host whose place and provider it is, by OpenNebula id; null for the first one whose provider rents addresses.</summary>
    public int? HostId { get; init; }

    /// <summary>The kind, in the provider's words; null for its usual one.</summary>
    public string? Type { get; init; }
}

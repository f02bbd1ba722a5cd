namespace EdgeProvision.Engine.Providers;

/// <summary>A rented machine as the provider knows it.</summary>
/// <param name="Id">The provider's id.</param>
/// <param name="State">The state in this engine's words.</param>
/// <param name="ProviderState">The state in the provider's own words.</param>
/// <param name="EdgeKey">The key it was ordered under or adopted for (<c>&lt;provision id&gt;/host/&lt;member key&gt;</c>), or null.</param>
/// <param name="Hostname">Its name at the provider.</param>
/// <param name="CreatedAt">When the provider made it.</param>
/// <param name="PublicAddress">IPv4 address that it is managed by, or null while it has none.</param>
/// <param name="PrivateAddress">IPv4 address on the provider's private network, or null.</param>
/// <param name="Location">Facility or metro, region or zone.</param>
/// <param name="ProgressPercent">How far its installation is, where the provider tells.</param>
public sealed record Device(
    string Id, DeviceState State, string ProviderState, string? EdgeKey, string Hostname, DateTimeOffset CreatedAt,
    string? PublicAddress, string? PrivateAddress, string? Location, int? ProgressPercent)
{
    /// <summary>
    /// The private network that it is in: devices of the same one reach each other by their private addresses, wherever they are. Null where that goes with
    /// the location.
    /// </summary>
    public string? PrivateNetwork { get; init; }

    /// <summary>
    /// The key that its tags say, though it was not ordered under it: somebody has made it after a machine of ours, tags included, and it is nobody's here. Null for all others, and where
    /// the service does not tell what was ordered by whom.
    /// </summary>
    public string? CopyOf { get; init; }

    /// <summary>The word for its kind of hardware, or null where the provider does not say.</summary>
    public string? Hardware { get; init; }

    /// <summary>When the provider takes it away by itself, or null.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The id of the reservation that its hardware belongs to, or null for hardware that is rented by the hour.</summary>
    public string? ReservationId { get; init; }
}

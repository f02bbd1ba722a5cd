namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>A block of public addresses reserved at a provider.</summary>
/// <param name="Id">The provider's id; of a block that is several things there, all of them with <c>+</c> between.</param>
/// <param name="EdgeKey">The key it carries, or null.</param>
/// <param name="Network">First address, empty while it has none.</param>
/// <param name="Size">Number of addresses.</param>
public sealed record AddressReservation(string Id, string? EdgeKey, string Network, int Size)
{
    /// <summary>Whether it can be used.</summary>
    public ReservationState State { get; init; } = ReservationState.Ready;

    /// <summary>The kind, in the provider's words: <c>public_ipv4</c>; null when it does not tell.</summary>
    public string? Type { get; init; }

    /// <summary>Facility or metro, region or zone group; null for addresses that belong to no place.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// Its addresses in order, with what they lead to. Where <see cref="IsContiguous"/> holds they are those from <see cref="Network"/> on; else any. Empty while it has none.
    /// </summary>
    public IReadOnlyList<ReservedAddress> Addresses { get; init; } = [];

    /// <summary>When it was made, where the provider tells.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>False where each address was rented by itself, so that they need not follow each other: an address range of OpenNebula holds one of them only.</summary>
    public bool IsContiguous { get; init; } = true;

    /// <summary>Its address as it is written there, or null when it is not of this block.</summary>
    public ReservedAddress? Find(string address) => Addresses.FirstOrDefault(a => a.Address == address);
}

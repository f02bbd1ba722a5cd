using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Providers;

/// <summary>A thing at a provider that carries our tags, whosever it is. What is being released is none any more.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The provider's id; of surroundings, which are several things, that of the one that holds the others.</param>
/// <param name="ProvisionId">The provision that its tag names.</param>
/// <param name="EdgeKey">The key it carries, or null; of a copy, the key of what it was made after.</param>
/// <param name="Name">What it is called: a machine's hostname, also of a disk that was its; a block's first address.</param>
public sealed record TaggedItem(TaggedItemKind Kind, string Id, string ProvisionId, string? EdgeKey, string Name)
{
    /// <summary>When it was made, where the provider tells.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Where it is, where that is known.</summary>
    public string? Location { get; init; }

    /// <summary>A machine's kind in the provider's word, a disk's and its size.</summary>
    public string? Hardware { get; init; }

    /// <summary>What is known of a block, its addresses and where they lead; null for other things.</summary>
    public AddressReservation? Block { get; init; }

    /// <summary>A machine with our tags.</summary>
    public static TaggedItem Of(Device device, string provisionId) => new(
        device.CopyOf is null ? TaggedItemKind.Device : TaggedItemKind.Copy, device.Id, provisionId, device.EdgeKey ?? device.CopyOf, device.Hostname)
    {
        CreatedAt = device.CreatedAt,
        Location = device.Location,
        Hardware = device.Hardware,
    };

    /// <summary>A block with our tags.</summary>
    public static TaggedItem Of(AddressReservation block, string provisionId) => new(TaggedItemKind.Addresses, block.Id, provisionId, block.EdgeKey, block.Network)
    {
        CreatedAt = block.CreatedAt,
        Location = block.Location,
        Block = block,
    };
}

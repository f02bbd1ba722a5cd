namespace EdgeProvision.Engine.Providers;

/// <summary>A thing at a provider that carries our tags, whosever it is.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">The provider's id; of surroundings, which are several things, that of the one that holds the others.</param>
/// <param name="ProvisionId">The provision that its tag names.</param>
/// <param name="EdgeKey">The key it carries, or null.</param>
/// <param name="Name">What it is called: a machine's hostname, a block's first address.</param>
public sealed record TaggedItem(TaggedItemKind Kind, string Id, string ProvisionId, string? EdgeKey, string Name)
{
    /// <summary>When it was made, where the provider tells.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Where it is, where that is known.</summary>
    public string? Location { get; init; }

    /// <summary>A machine's kind, in the provider's word.</summary>
    public string? Hardware { get; init; }

    /// <summary>How many it is: the addresses of a block.</summary>
    public int Count { get; init; } = 1;
}

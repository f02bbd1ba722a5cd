namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>What a service offers of one kind.</summary>
/// <param name="Kind">The kind, for messages: <c>plan</c>, <c>operating system</c>.</param>
/// <param name="Entries">All of it, in the service's order; never empty.</param>
public sealed record Catalog(string Kind, IReadOnlyList<CatalogEntry> Entries)
{
    /// <summary>The driver also takes names, and words in another case: it looks up the slug that is meant.</summary>
    public bool TakesNames { get; init; }

    /// <summary>A word that stands for whatever the service chooses, or null.</summary>
    public string? Wildcard { get; init; }

    /// <summary>A request may say other words, too: what is listed is the part of it that people choose from.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether a request may say this word.</summary>
    public bool Takes(string word) => IsOpen || word == Wildcard || Find(word) is not null;

    /// <summary>What a request means by this word, or null.</summary>
    public CatalogEntry? Find(string word)
    {
        var comparison = TakesNames ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return Entries.FirstOrDefault(e => e.Id == word || e.Slug.Equals(word, comparison) || TakesNames && e.Name.Equals(word, comparison));
    }
}

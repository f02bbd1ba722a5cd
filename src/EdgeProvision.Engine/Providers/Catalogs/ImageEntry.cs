namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>An operating system on offer.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Slug">The word for it in requests.</param>
/// <param name="Name">Its name for people.</param>
public sealed record ImageEntry(string Id, string Slug, string Name) : CatalogEntry(Id, Slug, Name)
{
    /// <summary>The distribution, or null.</summary>
    public string? Distribution { get; init; }

    /// <summary>Its version, or null.</summary>
    public string? Version { get; init; }

    /// <summary>Words for the hardware that it can be installed on; empty when the service does not tell.</summary>
    public IReadOnlyList<string> Hardware { get; init; } = [];
}

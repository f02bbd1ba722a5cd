namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>A place on offer.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Slug">The word for it in requests.</param>
/// <param name="Name">Its name for people.</param>
public sealed record PlaceEntry(string Id, string Slug, string Name) : CatalogEntry(Id, Slug, Name)
{
    /// <summary>The larger place that it belongs to, by its word; or null.</summary>
    public string? Metro { get; init; }

    /// <summary>The country, or null.</summary>
    public string? Country { get; init; }
}

namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>A key of the provision section whose values a service lists.</summary>
/// <param name="Name">The key: <c>plan</c>.</param>
/// <param name="Topic">What its values are.</param>
public sealed record CatalogKey(string Name, CatalogTopic Topic);

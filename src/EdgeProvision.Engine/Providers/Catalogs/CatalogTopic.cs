namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>What a service's list is about.</summary>
public enum CatalogTopic
{
    /// <summary>Machines: entries are <see cref="HardwareEntry"/>.</summary>
    Hardware,

    /// <summary>Operating systems: entries are <see cref="ImageEntry"/>.</summary>
    Image,

    /// <summary>Places: entries are <see cref="PlaceEntry"/>.</summary>
    Location,
}

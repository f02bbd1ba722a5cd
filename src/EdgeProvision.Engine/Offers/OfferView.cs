using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Offers;

/// <summary>Catalogue entries as users see them.</summary>
internal static class OfferView
{
    public static EdgeLocation Location(string provider, string key, PlaceEntry entry) => new()
    {
        Name = entry.Slug,
        Kind = key,
        DisplayName = Named(entry),
        Metro = entry.Metro,
        Country = entry.Country,
        Provider = provider,
        Id = entry.Id,
    };

    public static EdgeImage Image(string provider, ImageEntry entry) => new()
    {
        Name = entry.Slug,
        DisplayName = Named(entry),
        Distribution = entry.Distribution,
        Version = entry.Version,
        Hardware = entry.Hardware,
        Provider = provider,
        Id = entry.Id,
    };

    public static EdgeHardware Hardware(string provider, HardwareEntry entry, ILookup<string, StockEntry> stock)
    {
        var there = stock[entry.Slug].DistinctBy(s => s.Place).ToDictionary(s => s.Place, StringComparer.Ordinal);

        // Where the service does not say where a kind is offered, it may still say where there is any.
        var places = entry.Places.Count > 0 ? entry.Places.Keys : there.Keys;
        return new EdgeHardware
        {
            Name = entry.Slug,
            DisplayName = Named(entry),
            Description = entry.Description,
            ProcessorCount = entry.ProcessorCount,
            Processor = entry.Processor,
            Cores = entry.Cores,
            MemoryGB = entry.MemoryGB,
            Disks = entry.Disks,
            DiskGB = entry.DiskGB,
            HourlyPrice = entry.HourlyPrice,
            Currency = entry.Currency,
            Offers = [.. places.Select(p => new EdgeHardwareOffer(
                p, entry.Places.GetValueOrDefault(p) ?? entry.HourlyPrice, there.GetValueOrDefault(p)?.Level ?? EdgeStock.Unknown, there.GetValueOrDefault(p)?.Available))],
            Provider = provider,
            Id = entry.Id,
        };
    }

    private static string Named(CatalogEntry entry) => entry.Name.Length > 0 ? entry.Name : entry.Slug;
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>What users see of orphans.</summary>
internal static class OrphanViews
{
    public static EdgeOrphan Of(TaggedItem item, EdgeProvider provider, DateTimeOffset now, HardwareEntry? hardware) => new(KindOf(item.Kind), item.Name, item.Id, provider.Name, item.ProvisionId)
    {
        Key = item.EdgeKey,
        CreatedAt = item.CreatedAt,
        Age = item.CreatedAt is { } made && made <= now ? now - made : null,
        Location = item.Location ?? provider.Region,
        Region = provider.Region,
        Hardware = item.Hardware,
        Count = item.Block?.Size ?? 1,
        HourlyCost = hardware?.PriceAt(item.Location is { } place ? [place] : []),
        Currency = hardware?.Currency,
    };

    public static EdgeOrphanKind KindOf(TaggedItemKind kind) => kind switch
    {
        TaggedItemKind.Device => EdgeOrphanKind.Device,
        TaggedItemKind.Addresses => EdgeOrphanKind.Addresses,
        TaggedItemKind.Disk => EdgeOrphanKind.Disk,
        TaggedItemKind.Copy => EdgeOrphanKind.Copy,
        _ => EdgeOrphanKind.Network,
    };
}

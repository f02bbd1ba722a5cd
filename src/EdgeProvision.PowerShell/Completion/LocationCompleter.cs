using EdgeProvision.Engine.Offers;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Words for places. A region tells of all regions and of its own zones, so that another one is asked for its zones when its name has been typed.</summary>
public sealed class LocationCompleter : OfferCompleter<EdgeLocation>
{
    private protected override Offer Offered(EdgeLocation item) => new(item.Name, $"{item.DisplayName} ({item.Kind} of {item.Provider})");

    private protected override IEnumerable<EdgeProvider> Elsewhere(EdgeProvider provider, IReadOnlyList<EdgeLocation> known, string prefix)
    {
        var own = known.FirstOrDefault(l => l.Name == provider.Region);
        return known.Where(l => l.Kind == own?.Kind && l != own && prefix.StartsWith(l.Name, StringComparison.OrdinalIgnoreCase)).Select(l => ProviderOffers.InRegion(provider, l.Name));
    }
}

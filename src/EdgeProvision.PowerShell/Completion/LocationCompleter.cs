using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Words for places.</summary>
public sealed class LocationCompleter : OfferCompleter<EdgeLocation>
{
    private protected override Offer Offered(EdgeLocation item) => new(item.Name, $"{item.DisplayName} ({item.Kind} of {item.Provider})");
}

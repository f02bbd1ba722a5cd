using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Countries in which providers have places.</summary>
public sealed class CountryCompleter : OfferCompleter<EdgeLocation>
{
    private protected override Offer Offered(EdgeLocation item) => new(item.Country ?? "", item.Country ?? "");
}

using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Words for operating systems.</summary>
public sealed class ImageCompleter : OfferCompleter<EdgeImage>
{
    private protected override Offer Offered(EdgeImage item) => new(item.Name, $"{item.DisplayName} ({item.Provider})");
}

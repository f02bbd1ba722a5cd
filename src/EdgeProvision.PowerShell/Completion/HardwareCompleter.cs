using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Words for hardware.</summary>
public sealed class HardwareCompleter : OfferCompleter<EdgeHardware>
{
    private protected override Offer Offered(EdgeHardware item) =>
        new(item.Name, $"{item.Description ?? item.DisplayName}{(item.HourlyPrice is { } price ? $", {PlanText.Of(price, item.Currency)}" : "")} ({item.Provider})");
}

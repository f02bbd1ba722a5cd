using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>The providers' ids of reservations of addresses.</summary>
public sealed class ReservationIdCompleter : AddressCompleter
{
    private protected override Offer? OfferFor(EdgeAddress address) => new(address.ReservationId, $"{address.ReservationSize} x {address.Type}, {Describe(address)}");
}

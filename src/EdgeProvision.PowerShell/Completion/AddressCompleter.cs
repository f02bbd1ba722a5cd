using System.Collections;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>
/// Rented addresses. Their providers have to be asked, which takes longer than a completion may: so that is done while the last answer is offered, and not again for a while.
/// </summary>
public class AddressCompleter : CloudCompleter
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromMinutes(1);

    private protected override IEnumerable<Offer> Offers(EdgeConnection connection, IDictionary boundParameters)
    {
        if (connection.AddressesRememberedAt is not { } at || Environment.TickCount64 - at >= s_freshness.TotalMilliseconds)
            Look(() => connection.AddressesAsync(null, new Dictionary<string, string>(), (_, _) => { }, CancellationToken.None), Patience);
        return connection.RememberedAddresses.Where(a => IsWanted(boundParameters, a)).Select(OfferFor).OfType<Offer>();
    }

    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) => [];

    private protected virtual Offer? OfferFor(EdgeAddress address) => address.Address is { } text ? new Offer(text, Describe(address)) : null;

    private protected static string Describe(EdgeAddress address) =>
        $"{address.State}{(address.Hostname is { } host ? $" to {host}" : "")}, {address.Driver}{(address.Location is { } place ? $" {place}" : "")}, provision {address.Provision}";

    private static bool IsWanted(IDictionary boundParameters, EdgeAddress address) =>
        ProvisionChoice.Includes(boundParameters, address.Provision, address.ProvisionId);
}

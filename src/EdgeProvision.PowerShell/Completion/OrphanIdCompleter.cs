using System.Collections;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>
/// The providers' ids of orphans. Providers have to be asked, which takes longer than a completion may: so that is done while the last answer is offered, and not again for a while.
/// </summary>
public sealed class OrphanIdCompleter : CloudCompleter
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromMinutes(1);

    private protected override IEnumerable<Offer> Offers(EdgeConnection connection, IDictionary boundParameters)
    {
        if (connection.OrphansRememberedAt is not { } at || Environment.TickCount64 - at >= s_freshness.TotalMilliseconds)
            Look(() => connection.OrphansAsync(connection.Offers.Providers(), (_, _) => { }, _ => { }, CancellationToken.None), Patience);
        var providers = OfferSource.Providers(connection.Offers, boundParameters).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
        return connection.RememberedOrphans.Where(o => providers.Contains(o.Provider)).Select(o => new Offer(o.Id, $"{o.Kind} {o}, {o.Provider}{(o.Location is { } place ? $" {place}" : "")}, provision {o.ProvisionId}"));
    }

    private protected override IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters) => [];
}

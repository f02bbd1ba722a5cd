using EdgeProvision.Engine.Offers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Orphans;

/// <summary>
/// Finds the orphans of a provider in all of its regions at once. A provision stands where its descriptor says, and that is lost with its record: nothing tells any more which
/// region is worth a look.
/// </summary>
internal sealed class RegionalSearch(ProviderOffers offers, OrphanFinder finder)
{
    /// <exception cref="EdgeException">The front-end cannot be asked, or the provider at all.</exception>
    public async Task<OrphanReport> FindAsync(EdgeProvider provider, CancellationToken cancellationToken)
    {
        if (provider.Region is not { } own)
            return new OrphanReport(await LookAsync(provider, cancellationToken).ConfigureAwait(false));
        var (others, warning) = await OthersAsync(provider, own, cancellationToken).ConfigureAwait(false);
        if (others.Count == 0)
            return new OrphanReport(await LookAsync(provider, cancellationToken).ConfigureAwait(false)) { Warning = warning };

        // Its own comes first: an endpoint that takes every region for the same shows everything in that one.
        var looks = await Task.WhenAll(others.Prepend(own).Select(region => TryAsync(ProviderOffers.InRegion(provider, region), region, cancellationToken))).ConfigureAwait(false);
        return new OrphanReport([.. looks.SelectMany(l => l.Orphans).DistinctBy(o => (o.Kind, o.Id)).OrderBy(o => o.ProvisionId, StringComparer.Ordinal)])
        {
            Failures = [.. looks.Select(l => l.Failure).OfType<EdgeException>()],
        };
    }

    private async Task<(IReadOnlyList<string> Others, string? Warning)> OthersAsync(EdgeProvider provider, string own, CancellationToken cancellationToken)
    {
        try
        {
            var regions = await offers.RegionsAsync(provider, cancellationToken).ConfigureAwait(false);
            return regions.Count > 0
                ? ([.. regions.Where(r => !r.Equals(own, StringComparison.OrdinalIgnoreCase))], null)
                : ([], $"Only the region {own} of {provider.Name} was looked at: which others there are, it does not tell with these credentials.");
        }
        catch (ProviderException error)
        {
            return ([], $"Only the region {own} of {provider.Name} was looked at. {error.Message}");
        }
    }

    private async Task<(IReadOnlyList<EdgeOrphan> Orphans, EdgeException? Failure)> TryAsync(EdgeProvider provider, string region, CancellationToken cancellationToken)
    {
        try
        {
            return (await LookAsync(provider, cancellationToken).ConfigureAwait(false), null);
        }
        catch (ProviderException error)
        {
            return ([], OrphanErrors.Unseen(provider, region, error));
        }
    }

    private Task<IReadOnlyList<EdgeOrphan>> LookAsync(EdgeProvider provider, CancellationToken cancellationToken) =>
        offers.AskAsync(provider, driver => finder.FindAsync(driver, provider, cancellationToken), cancellationToken);
}

using System.Management.Automation;
using EdgeProvision.Engine.Offers;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>In which of a provider's regions words for places are looked for.</summary>
internal static class RegionChoice
{
    /// <summary>
    /// The provider, once for each region that the words mean, by its name or as the beginning of a zone's: <c>eu-central-1</c>, <c>eu-*</c>,
    /// <c>eu-central-1a</c>. As it is when it has no regions, or the words mean none of them.
    /// </summary>
    public static async Task<IReadOnlyList<EdgeProvider>> ApplyAsync(OfferMemory offers, EdgeProvider provider, IReadOnlyList<string>? words, CancellationToken cancellationToken)
    {
        if (provider.Region is null || words is null)
            return [provider];
        var meant = (await offers.RegionsAsync(provider, cancellationToken).ConfigureAwait(false)).Where(region => words.Any(word => Means(word, region))).ToList();
        return meant.Count > 0 ? [.. meant.Select(region => ProviderOffers.InRegion(provider, region))] : [provider];
    }

    private static bool Means(string word, string region) =>
        WildcardPattern.ContainsWildcardCharacters(word) ? WildcardPattern.Get(word, WildcardOptions.IgnoreCase).IsMatch(region) : word.StartsWith(region, StringComparison.OrdinalIgnoreCase);
}

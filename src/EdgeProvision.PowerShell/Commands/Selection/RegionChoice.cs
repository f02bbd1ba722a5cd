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
    /// <c>eu-central-1a</c>, <c>*-1b</c>. As it is when it has no regions, or the words mean none of them.
    /// </summary>
    public static async Task<IReadOnlyList<EdgeProvider>> ApplyAsync(OfferMemory offers, EdgeProvider provider, IReadOnlyList<string>? words, CancellationToken cancellationToken)
    {
        if (provider.Region is null || words is null)
            return [provider];
        var meant = (await offers.RegionsAsync(provider, cancellationToken).ConfigureAwait(false)).Where(region => words.Any(word => Means(word, region))).ToList();
        return meant.Count > 0 ? [.. meant.Select(region => ProviderOffers.InRegion(provider, region))] : [provider];
    }

    /// <summary>A zone's name is its region's and more. So a region is meant when a beginning of the word matches it: what follows is for the zone.</summary>
    private static bool Means(string word, string region) =>
        Enumerable.Range(1, word.Length).Select(length => word[..length]).Where(IsPattern).Any(beginning => WildcardPattern.Get(beginning, WildcardOptions.IgnoreCase).IsMatch(region));

    /// <summary>False for a beginning that ends within brackets.</summary>
    private static bool IsPattern(string beginning) => beginning.LastIndexOf('[') <= beginning.LastIndexOf(']');
}

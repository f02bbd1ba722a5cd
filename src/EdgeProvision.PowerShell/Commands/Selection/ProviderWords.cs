using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// Whether words of a filter mean anything at the providers that were asked. What was read for the answer settles most; the list that a word belongs to
/// is asked for only where one is not in it.
/// </summary>
internal sealed class ProviderWords(OfferMemory offers, IReadOnlyList<EdgeProvider> providers)
{
    /// <summary>Words without wildcards that are neither seen nor listed, an error each.</summary>
    /// <typeparam name="TListed">What the list is of.</typeparam>
    /// <param name="asked">The words.</param>
    /// <param name="seen">Words that stand in the answer.</param>
    /// <param name="filter">What to say of one that is missing.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<EdgeException>> MissingAsync<TListed>(IReadOnlyList<string>? asked, IEnumerable<string> seen, OfferFilter<TListed> filter, CancellationToken cancellationToken)
    {
        var known = seen.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var unseen = asked?.Where(word => !WildcardPattern.ContainsWildcardCharacters(word) && !known.Contains(word)).ToList() ?? [];
        if (unseen.Count == 0)
            return [];
        List<TListed> listed = [];
        foreach (var provider in providers)
        {
            try
            {
                listed.AddRange(await offers.ReadAsync<TListed>(provider, cancellationToken).ConfigureAwait(false));
            }
            catch (EdgeException)
            {
                // Where a provider does not tell, nobody knows whether it has it.
                return [];
            }
        }

        return filter.Apply(listed, unseen).Missing;
    }
}

using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that shows what providers offer.</summary>
/// <typeparam name="T">What it writes.</typeparam>
public abstract class OfferCmdlet<T> : OfferSessionCmdlet
{
    /// <summary>Only these providers; wildcards are expanded.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provider { get; set; }

    /// <summary>Which of the things are wanted, of what one call found at all providers together.</summary>
    private protected abstract (IReadOnlyList<T> Found, IReadOnlyList<EdgeException> Missing) Choose(IReadOnlyList<T> all);

    /// <summary>Words for the places that are wanted, null for none: a provider with regions is asked in those that they mean, else in its own.</summary>
    private protected virtual string[]? Places => null;

    /// <summary>Words of the other filters that mean nothing at these providers, an error each.</summary>
    private protected virtual Task<IReadOnlyList<EdgeException>> MissingWordsAsync(IReadOnlyList<T> all, ProviderWords words, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<EdgeException>>([]);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var directory = WorkingDirectory;
        RunTraced(async cancellationToken =>
        {
            var offers = await OffersAsync(directory, isListing: false, cancellationToken).ConfigureAwait(false);
            var (providers, absent) = ProviderChoice.Apply(offers, Provider);
            foreach (var error in absent)
                PostError(error);
            if (providers.Count == 0 && Provider is null)
                PostError(ProviderChoice.None());
            var (all, failed) = await ReadAsync(offers, providers, cancellationToken).ConfigureAwait(false);
            var (found, missing) = Choose(all);
            foreach (var item in found)
                PostObject(item!);

            // Where a provider did not answer, nobody knows what it has.
            if (failed > 0 || providers.Count == 0)
                return;
            foreach (var error in missing)
                PostError(error);
            foreach (var error in await MissingWordsAsync(all, new ProviderWords(offers, providers), cancellationToken).ConfigureAwait(false))
                PostError(error);
        });
    }

    private async Task<(IReadOnlyList<T> All, int Failed)> ReadAsync(OfferMemory offers, IReadOnlyList<EdgeProvider> providers, CancellationToken cancellationToken)
    {
        List<T> all = [];
        var failed = 0;
        foreach (var provider in providers)
        {
            try
            {
                var regional = await RegionChoice.ApplyAsync(offers, provider, Places, cancellationToken).ConfigureAwait(false);
                var read = await Task.WhenAll(regional.Select(r => TryReadAsync(offers, r, cancellationToken))).ConfigureAwait(false);
                failed += read.Count(items => items is null);

                // Each region tells of the others.
                all.AddRange(read.SelectMany(items => items ?? []).Distinct());
            }
            catch (EdgeException error)
            {
                failed++;
                PostError(error, provider);
            }
        }

        return (all, failed);
    }

    /// <summary>An account may be kept out of some regions: what the others have is shown all the same. Null after an error, which is the region's alone.</summary>
    private async Task<IReadOnlyList<T>?> TryReadAsync(OfferMemory offers, EdgeProvider regional, CancellationToken cancellationToken)
    {
        try
        {
            return await offers.ReadAsync<T>(regional, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            PostError(error, regional);
            return null;
        }
    }
}

using System.Collections;
using System.Diagnostics;
using System.Management.Automation;
using System.Management.Automation.Language;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>
/// Completes from what providers offer. Like <see cref="CloudCompleter"/> it never connects to a front-end, never asks for a credential, never fails:
/// what cannot be had in a moment is not offered this time, and has been looked up by the next.
/// </summary>
/// <typeparam name="T">What is offered.</typeparam>
public abstract class OfferCompleter<T> : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_freshness = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            if (OfferSource.Find(fakeBoundParameters, toAsk: true) is not { } offers)
                return [];
            var prefix = wordToComplete.Trim('\'', '"');
            var began = Stopwatch.GetTimestamp();
            return [.. OfferSource.Providers(offers, fakeBoundParameters)
                .SelectMany(p => Known(offers, p, prefix, began))
                .Select(Offered)
                .Where(o => o.Text.Length > 0 && o.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                .DistinctBy(o => o.Text)
                .OrderBy(o => o.Text, StringComparer.OrdinalIgnoreCase)
                .Select(o => o.Result())];
        }
        catch (EdgeException)
        {
            return [];
        }
    }

    /// <summary>How one is offered.</summary>
    private protected abstract Offer Offered(T item);

    /// <summary>The same provider in others of its regions, which the word so far means.</summary>
    private protected virtual IEnumerable<EdgeProvider> Elsewhere(EdgeProvider provider, IReadOnlyList<T> known, string prefix) => [];

    private IEnumerable<T> Known(OfferMemory offers, EdgeProvider provider, string prefix, long began)
    {
        var known = Known(offers, provider, began);
        return known.Concat(Elsewhere(provider, known, prefix).SelectMany(other => Known(offers, other, began)));
    }

    private static IReadOnlyList<T> Known(OfferMemory offers, EdgeProvider provider, long began)
    {
        if (offers.IsFresh<T>(provider, s_freshness))
            return offers.Remembered<T>(provider);

        // On the pool, and seen to by the requests' own limits; an error shows by the memory not getting younger.
        var look = Task.Run(() => offers.ReadAsync<T>(provider, CancellationToken.None));
        _ = look.ContinueWith(failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        if (s_patience - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero)
            Task.WaitAny([look], left);
        return offers.Remembered<T>(provider);
    }
}

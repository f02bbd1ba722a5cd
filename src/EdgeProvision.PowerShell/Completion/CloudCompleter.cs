using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Completion;

/// <summary>
/// Completes from what a connection knows. Never connects, never asks, never fails: what cannot be had in a moment is not offered this
/// time, and has been looked up by the next.
/// </summary>
public abstract class CloudCompleter : IArgumentCompleter
{
    /// <summary>How long a completion may look, all in all.</summary>
    private protected static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan s_freshness = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        if (Connection(fakeBoundParameters) is not { } connection)
            return [];
        var prefix = wordToComplete.Trim('\'', '"');
        return [.. Offers(commandName, connection, fakeBoundParameters)
            .Where(o => o.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(o => o.Text)
            .OrderBy(o => o.Text, StringComparer.OrdinalIgnoreCase)
            .Select(o => o.Result())];
    }

    /// <summary>What a connection offers: what its provisions do.</summary>
    private protected virtual IEnumerable<Offer> Offers(EdgeConnection connection, IDictionary boundParameters) =>
        Known(connection).SelectMany(p => Offers(p, boundParameters));

    /// <summary>What a connection offers to a command, where the command makes a difference.</summary>
    private protected virtual IEnumerable<Offer> Offers(string commandName, EdgeConnection connection, IDictionary boundParameters) => Offers(connection, boundParameters);

    /// <summary>What one provision offers.</summary>
    private protected abstract IEnumerable<Offer> Offers(Provision provision, IDictionary boundParameters);

    private static EdgeConnection? Connection(IDictionary boundParameters)
    {
        try
        {
            var cloud = boundParameters["Cloud"] is PSObject wrapped ? wrapped.BaseObject : boundParameters["Cloud"];
            return cloud is EdgeCloud given ? SessionConnections.Find(given)
                : Runspace.DefaultRunspace is null ? null : SessionConnections.OfThisRunspace().Current;
        }
        catch (EdgeException)
        {
            return null;
        }
    }

    /// <summary>The provisions that a connection knows of, after a look if the last one is a while ago.</summary>
    private protected static IReadOnlyList<Provision> Known(EdgeConnection connection)
    {
        if (connection.RememberedAt is not { } at || Environment.TickCount64 - at >= s_freshness.TotalMilliseconds)
            Wait(connection.Look(), Patience);
        return connection.Remembered;
    }

    /// <summary>Looks on the pool, seen to by the connection's own limits, and waits a moment for it; an error shows by the memory not getting younger.</summary>
    private protected static void Look(Func<Task> work, TimeSpan patience)
    {
        var look = Task.Run(work);
        _ = look.ContinueWith(failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        Wait(look, patience);
    }

    private static void Wait(Task look, TimeSpan patience) => Task.WaitAny([look], patience > TimeSpan.Zero ? patience : TimeSpan.Zero);
}

using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>A cmdlet that works on a front-end: the one it is given, else the session's, else the one that the environment names.</summary>
public abstract class CloudCmdlet : CloudSessionCmdlet
{
    /// <summary>The front-end to work on; the session's current one when not given.</summary>
    [Parameter]
    public EdgeCloud? Cloud { get; set; }

    /// <summary>Runs work on the connection that this call means, which is opened if need be.</summary>
    private protected void RunOnCloud(Func<EdgeConnection, CancellationToken, Task> work)
    {
        var directory = WorkingDirectory;
        RunTraced(async cancellationToken =>
        {
            var connection = Cloud is not null ? SessionConnections.Find(Cloud)
                : Session.Current ?? Adopt(await Connector.OpenAsync(null, null, directory, cancellationToken).ConfigureAwait(false));
            await work(connection, cancellationToken).ConfigureAwait(false);
        });
    }

    /// <summary>Works on one after the other. An error of one does not keep the others from it; that of the only one ends the cmdlet.</summary>
    private protected async Task ForEachAsync<T>(IReadOnlyList<T> items, Func<T, Task> work)
    {
        foreach (var item in items)
        {
            try
            {
                await work(item).ConfigureAwait(false);
            }
            catch (EdgeException error) when (!IsTheOnly(items.Count))
            {
                PostError(error);
            }
        }
    }
}

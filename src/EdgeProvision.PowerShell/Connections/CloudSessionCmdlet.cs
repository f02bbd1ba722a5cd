using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>A cmdlet that has to do with the session's connections.</summary>
public abstract class CloudSessionCmdlet : EdgeCmdlet
{
    private SessionConnections? _session;

    /// <summary>The session's current directory in the file system.</summary>
    private protected string WorkingDirectory => SessionState.Path.CurrentFileSystemLocation.Path;

    private protected SessionConnections Session => _session ?? throw new InvalidOperationException("The cmdlet has not begun.");

    /// <inheritdoc/>
    protected override void BeginProcessing() => _session = SessionConnections.OfThisRunspace();

    /// <summary>Runs work whose wire is written to the debug stream.</summary>
    private protected void RunTraced(Func<CancellationToken, Task> work)
    {
        // Set here, not in the work: what flows with asynchronous code flows downwards only.
        Connector.Listener = (_, text) => Post(() => WriteDebug(text));
        SessionCredentials.Asker = new SecretAsker(this, Streams);
        try
        {
            Run(work);
        }
        finally
        {
            Connector.Listener = null;
            SessionCredentials.Asker = null;
        }
    }

    /// <summary>Makes a new connection the session's current one.</summary>
    private protected EdgeConnection Adopt(EdgeConnection connection)
    {
        Session.Add(connection);
        Post(() => WriteVerbose($"Connected to {connection.Cloud.Endpoint} as {connection.Cloud.User} (release {connection.Cloud.Release}{(connection.Cloud.IsSandbox ? ", sandbox" : "")})."));
        foreach (var warning in connection.Engine.ConnectionWarnings)
            Post(() => WriteWarning(warning));
        return connection;
    }

    /// <summary>
    /// The same for somebody who has only connected and types now: completion's first look, which takes longer than a key may, begins at once, and nobody waits
    /// for it.
    /// </summary>
    private protected EdgeConnection AdoptAndLook(EdgeConnection connection)
    {
        _ = Adopt(connection).Look();
        return connection;
    }

    /// <summary>Ends a connection.</summary>
    private protected async Task CloseAsync(EdgeConnection connection)
    {
        Session.Remove(connection);
        await connection.DisposeAsync().ConfigureAwait(false);
    }
}

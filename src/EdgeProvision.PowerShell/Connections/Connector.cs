using EdgeProvision.Engine;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.PowerShell.Loading;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>Opens connections with what the module ships.</summary>
internal static class Connector
{
    // The connection outlives the command that opened it; the wire is told to whichever command uses it.
    private static readonly AsyncLocal<Action<MessageLevel, string>?> s_listener = new();

    /// <summary>Who hears of the wire in this flow of work.</summary>
    public static Action<MessageLevel, string>? Listener
    {
        set => s_listener.Value = value;
    }

    /// <summary>The engine's options in this module.</summary>
    public static EngineOptions Options(string workingDirectory) => new()
    {
        ContentDirectory = ModuleLocation.Directory,
        WorkingDirectory = workingDirectory,
        Credentials = SessionCredentials.Instance,
        Trace = (level, text) => s_listener.Value?.Invoke(level, text),
    };

    /// <summary>Connects; what is null is looked for in the environment and in <c>~/.one</c>.</summary>
    public static async Task<EdgeConnection> OpenAsync(string? endpoint, string? session, string workingDirectory, CancellationToken cancellationToken)
    {
        var choice = new FrontEndChoice { Endpoint = endpoint, Session = session };
        return new EdgeConnection(await EdgeEngine.ConnectAsync(Options(workingDirectory), choice, cancellationToken).ConfigureAwait(false));
    }
}

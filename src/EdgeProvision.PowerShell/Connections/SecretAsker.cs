using System.Collections.Concurrent;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>The vaults and the user of the session that a piece of work belongs to.</summary>
internal sealed class SecretAsker(EdgeCmdlet cmdlet, IWorkStreams streams)
{
    // An operation looks twice, and the second time it may be in a job, from which no vault can be reached.
    private readonly ConcurrentDictionary<(string Name, string? Vault), string> _read = new();

    /// <summary>A secret of a vault.</summary>
    public async Task<string> ReadAsync(string name, string? vault, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue((name, vault), out var known))
            return known;
        return _read[(name, vault)] = await streams.AskAsync(() => SecretVault.Read(cmdlet, name, vault), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the user types; null where nobody can be asked.</summary>
    public Task<string?> AskAsync(string what, CancellationToken cancellationToken) => streams.AskAsync(() => SecretPrompt.Ask(cmdlet, what), cancellationToken);
}

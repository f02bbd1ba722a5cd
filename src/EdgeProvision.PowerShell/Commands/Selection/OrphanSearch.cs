using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Asks providers for orphans.</summary>
internal static class OrphanSearch
{
    /// <summary>The orphans at the providers of these names, at all when none is given; and whether every one that was meant has answered, in all of its regions that are known.</summary>
    public static async Task<(IReadOnlyList<EdgeOrphan> Found, bool IsWhole)> FindAsync(
        EdgeConnection connection, IReadOnlyList<string>? names, Action<EdgeException, object?> onError, Action<string> onWarning, CancellationToken cancellationToken)
    {
        var (providers, missing) = ProviderChoice.Apply(connection.Offers, names);
        var isWhole = missing.Count == 0;
        foreach (var error in missing)
            onError(error, null);
        if (providers.Count == 0 && names is null)
        {
            onError(ProviderChoice.None(), null);
            isWhole = false;
        }

        var found = await connection.OrphansAsync(providers, (provider, error) =>
        {
            isWhole = false;
            onError(error, provider);
        }, onWarning, cancellationToken).ConfigureAwait(false);
        return (found, isWhole);
    }
}

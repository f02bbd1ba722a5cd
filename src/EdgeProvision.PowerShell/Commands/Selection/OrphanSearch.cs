using EdgeProvision.Model;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Asks providers for orphans. One that cannot be asked does not keep the others from it.</summary>
internal static class OrphanSearch
{
    /// <summary>The orphans at the providers of these names, at all when none is given.</summary>
    public static async Task<IReadOnlyList<EdgeOrphan>> FindAsync(
        EdgeConnection connection, IReadOnlyList<string>? names, Action<EdgeException, object?> onError, CancellationToken cancellationToken)
    {
        var (providers, missing) = ProviderChoice.Apply(connection.Offers, names);
        foreach (var error in missing)
            onError(error, null);
        List<EdgeOrphan> found = [];
        foreach (var provider in providers)
        {
            try
            {
                found.AddRange(await connection.Engine.FindOrphansAsync(provider, cancellationToken).ConfigureAwait(false));
            }
            catch (EdgeException error)
            {
                onError(error, provider);
            }
        }

        return found;
    }
}

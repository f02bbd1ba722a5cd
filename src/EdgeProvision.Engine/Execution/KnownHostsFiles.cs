using EdgeProvision.Engine.Hosts.Keys;

namespace EdgeProvision.Engine.Execution;

/// <summary>What operations change in a known_hosts file.</summary>
internal static class KnownHostsFiles
{
    /// <summary>Puts the key in the place of all that stands for the names; without a key, removes it.</summary>
    public static Task ReplaceAsync(string path, IReadOnlyList<string> names, string? hostKey, CancellationToken cancellationToken)
    {
        // The lock that may have to be waited for is another process's: real time, whatever clock the operation goes by.
        KnownHostsFile file = new(path, TimeProvider.System);
        return hostKey is null ? file.RemoveAsync(names, cancellationToken) : file.ReplaceAsync(names, hostKey, cancellationToken);
    }
}

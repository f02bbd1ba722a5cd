using EdgeProvision.Engine.Operations;

namespace EdgeProvision.Engine.Execution;

/// <summary>
/// The known_hosts file of oneadmin, which oned itself logs in with. It is touched only on the front-end's own machine and never for a sandbox;
/// elsewhere the user is told once how to get the lines.
/// </summary>
/// <param name="path">The file, or null where it is not ours to touch.</param>
/// <param name="isSandbox">True in a sandbox, whose oned logs in nowhere.</param>
public sealed class FrontEndKnownHosts(string? path, bool isSandbox)
{
    private int _told;

    /// <summary>Replaces what stands for the host's name and address by its pinned key.</summary>
    public async Task PutAsync(string name, string? address, string? hostKey, Action<MessageLevel, string> say, CancellationToken cancellationToken)
    {
        if (isSandbox || hostKey is null)
            return;
        if (path is null)
        {
            if (Interlocked.Exchange(ref _told, 1) == 0)
                say(MessageLevel.Warning, "oned logs in to the hosts as oneadmin and does not know their keys yet. On the front-end, append what `oneprovision known-hosts NAME` prints to oneadmin's ~/.ssh/known_hosts.");
            return;
        }

        await KnownHostsFiles.ReplaceAsync(path, [name, .. address is null || address == name ? Array.Empty<string>() : [address]], hostKey, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what stands for a host.</summary>
    public async Task RemoveAsync(string name, string? address, Action<MessageLevel, string> say, CancellationToken cancellationToken)
    {
        if (!isSandbox && path is not null)
            await KnownHostsFiles.ReplaceAsync(path, [name, .. address is null || address == name ? Array.Empty<string>() : [address]], null, cancellationToken).ConfigureAwait(false);
    }
}

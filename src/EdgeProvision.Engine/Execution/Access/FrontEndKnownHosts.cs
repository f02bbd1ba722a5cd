using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// The known_hosts file of oneadmin, which oned itself logs in with, and its ssh_config for hosts that OpenNebula cannot name by their address.
/// They are touched only on the front-end's own machine and never for a sandbox; elsewhere the user is told once how to get the lines.
/// </summary>
/// <param name="folder">oneadmin's <c>.ssh</c> folder, or null where it is not ours to touch.</param>
/// <param name="isSandbox">True in a sandbox, whose oned logs in nowhere.</param>
public sealed class FrontEndKnownHosts(string? folder, bool isSandbox)
{
    // A file's lock that may have to be waited for is another process's: real time, whatever clock the operation goes by.
    private static readonly TimeProvider s_time = TimeProvider.System;

    private int _told;
    private int _toldOfAddress;

    private KnownHostsFile KnownHosts => new(Path.Combine(folder!, "known_hosts"), s_time);

    private SshConfigFile Config => new(Path.Combine(folder!, "config"), s_time);

    /// <summary>Replaces what stands for the host's name and address by its pinned key, and tells ssh the address where the name does not.</summary>
    public async Task PutAsync(string name, string? address, string? hostKey, Action<MessageLevel, string> say, CancellationToken cancellationToken)
    {
        if (isSandbox || hostKey is null)
            return;
        if (folder is null)
        {
            Tell(name, address, say);
            return;
        }

        await KnownHosts.ReplaceAsync(Names(name, address), hostKey, cancellationToken).ConfigureAwait(false);
        if (NeedsConfig(name, address))
            await Config.ReplaceAsync(name, address!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes what stands for a host.</summary>
    public async Task RemoveAsync(string name, string? address, CancellationToken cancellationToken)
    {
        if (isSandbox || folder is null)
            return;
        await KnownHosts.RemoveAsync(Names(name, address), cancellationToken).ConfigureAwait(false);
        await Config.RemoveAsync(name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What the file would have for these hosts, for whoever writes it by hand.</summary>
    public static IReadOnlyList<string> Lines(IEnumerable<EdgeHost> hosts) =>
        [.. hosts.Where(h => h.SshHostKey is not null).Select(h => $"{string.Join(',', Names(h.Name, h.Address))} {h.SshHostKey}")];

    /// <summary>What oneadmin's ssh_config would have for them.</summary>
    public static IReadOnlyList<string> ConfigLines(IEnumerable<EdgeHost> hosts) =>
    [
        .. hosts.Where(h => NeedsConfig(h.Name, h.Address))
            .SelectMany(h => SshConfigDocument.Format(h.Name, h.Address!).Split('\n', StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>True for a host that has its address but not as its name: OpenNebula refuses names with a colon.</summary>
    private static bool NeedsConfig(string name, string? address) => address is not null && address != name && address.Contains(':', StringComparison.Ordinal);

    private static IReadOnlyList<string> Names(string name, string? address) => address is null || address == name ? [name] : [name, address];

    private void Tell(string name, string? address, Action<MessageLevel, string> say)
    {
        if (Interlocked.Exchange(ref _told, 1) == 0)
            say(MessageLevel.Warning, "oned logs in to the hosts as oneadmin and does not know their keys yet. On the front-end, append what `oneprovision known-hosts NAME` prints to oneadmin's ~/.ssh/known_hosts.");
        if (NeedsConfig(name, address) && Interlocked.Exchange(ref _toldOfAddress, 1) == 0)
            say(MessageLevel.Warning, "Hosts that have IPv6 addresses only cannot be named by them. On the front-end, put what `oneprovision known-hosts NAME --ssh-config` prints at the top of oneadmin's ~/.ssh/config.");
    }
}

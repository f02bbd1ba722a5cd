namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>What has happened on a host since a moment, found on the host itself.</summary>
/// <param name="BootId">Its boot.</param>
/// <param name="Files">Files written since, without logs, caches and what the kernel shows.</param>
/// <param name="Runs">Kinds of the programs that were run there since.</param>
/// <param name="Peers">Where its overlay sends frames for everybody, in order.</param>
internal sealed record HostTrace(string BootId, IReadOnlyList<string> Files, IReadOnlyList<string> Runs, IReadOnlyList<string> Peers)
{
    /// <summary>The command that counts the sessions of all times.</summary>
    public const string Logins = "journalctl -q -o cat -b | grep -c 'Accepted publickey' || true";

    /// <summary>What an update of peers writes, and nothing else.</summary>
    public static readonly string[] FilesOfPeers =
    [
        "/etc/edgeprovision/peers", "/var/lib/edgeprovision/current", "/var/lib/edgeprovision/lock", "/var/lib/edgeprovision/peers", "/var/lib/edgeprovision/peers.last", "/var/lib/edgeprovision/start.lock",
    ];

    /// <summary>The command that sets the moment.</summary>
    public const string Mark = "touch /root/mark; sleep 0.1";

    /// <summary>The command whose output is read.</summary>
    public const string Look = """
        echo "boot $(cat /proc/sys/kernel/random/boot_id)"
        find / \( -path /proc -o -path /sys -o -path /dev -o -path /run -o -path /tmp -o -path /var/tmp -o -path /var/log -o -path /var/cache -o -path /var/lib/edgeprovision/runs \) -prune -o -type f -newer /root/mark -printf 'file %p\n'
        find /var/lib/edgeprovision/runs -mindepth 2 -name record -newer /root/mark -exec sed -n 's/^kind=/run /p' {} +
        bridge fdb show dev vxlan100 | sed -n 's/^00:00:00:00:00:00 dst \([^ ]*\) .*/peer \1/p'
        """;

    public static HostTrace Read(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new HostTrace(Assert.Single(All("boot ")), All("file "), All("run "), All("peer "));

        IReadOnlyList<string> All(string word) => [.. lines.Where(l => l.StartsWith(word, StringComparison.Ordinal)).Select(l => l[word.Length..].Trim()).Order(StringComparer.Ordinal)];
    }
}

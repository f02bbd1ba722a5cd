using EdgeProvision.Engine.Hosts;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>
/// Everything on a host that a configuration could touch: each file of every file system with its times, owner, mode and a sum over its content, links, addresses, routes,
/// forwarding tables, packet filter, kernel settings, modules, units, mounts and processes.
/// </summary>
internal sealed record HostSnapshot(IReadOnlyList<string> Lines)
{
    // What a login, and time itself, changes: the log, who is logged in, counters.
    private const string Volatile = "/(run/log|var/log|run/systemd/(sessions|users|units|journal|timesync|inhibit)|run/user|run/utmp|run/motd\\.dynamic|var/lib/systemd/(timers|timesync)|dev/pts)(/|\t| |$)|^file\t/(run|run/systemd|var/lib/systemd|dev|dev/shm)\t";

    private const string Script = $$"""
        # The pause between two signs of life of a check outlives it for a moment.
        for i in $(seq 300); do pgrep -x sleep >/dev/null || break; sleep 0.1; done
        (
        find / \( -path /proc -o -path /sys \) -prune -o -printf 'file\t%p\t%y %m %U %G %s %T@ %C@ %i %l\n'
        find /etc /usr/local /var/lib /root /tmp /opt -type f -exec cksum {} + | sed 's/^/sum\t/'
        ip -d -o link | sed 's/ [a-z_]*_timer *[0-9.]*//g; s/^/link\t/'; ip -o addr | sed 's/valid_lft.*//; s/^/address\t/'; ip route show table all | sed 's/^/route\t/'; ip rule | sed 's/^/rule\t/'
        bridge fdb show | sed 's/^/fdb\t/'; nft -a list ruleset | sed 's/^/filter\t/'
        grep -rs . /proc/sys/net/ipv4 /proc/sys/net/ipv6 /proc/sys/net/bridge /proc/sys/net/core | grep -vE 'tcp_fastopen_key|nf_conntrack_count' | sed 's/^/sysctl\t/'
        sed 's/ .*//; s/^/module\t/' /proc/modules
        systemctl list-units --all --plain --no-legend | grep -vE '^(session-|user|run-|init\.scope)' | sed 's/^/unit\t/'
        systemctl list-unit-files --no-legend | sed 's/^/unit file\t/'
        cat /proc/1/mountinfo | sed 's/^/mount\t/'
        dpkg-query -W -f 'package\t${Package} ${Version} ${db:Status-Abbrev}\n'
        ps -eo comm= | sort | grep -vE '^(sshd|ps|sort|grep|sh|bash|find|sed|systemd-journal|\(sd-pam\)|kworker.*|systemd)' | sed 's/^/process\t/'
        ) | grep -vE '{{Volatile}}' | sort
        """;

    public static async Task<HostSnapshot> TakeAsync(IHostChannel channel)
    {
        CommandResult result = await channel.RunCommandAsync($"sh -s 2>&1", Script, TestContext.Current.CancellationToken);
        Assert.True(result.ExitStatus == 0, result.ErrorOutput);
        HostSnapshot snapshot = new(result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        // A snapshot that sees nothing would always be the same.
        foreach (string kind in (string[])["file", "sum", "link", "address", "route", "sysctl", "unit", "unit file", "mount", "package"])
            Assert.Contains(snapshot.Lines, line => line.StartsWith(kind + "\t", StringComparison.Ordinal));
        return snapshot;
    }

    public IReadOnlyList<string> DifferencesTo(HostSnapshot later) =>
        [.. Lines.Except(later.Lines).Select(line => "- " + line), .. later.Lines.Except(Lines).Select(line => "+ " + line)];
}

using System.Globalization;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>A network namespace on a host that stands in for a virtual machine there.</summary>
internal static class Guest
{
    /// <summary>The command that makes it, on a bridge.</summary>
    public static string Plug(string bridge, string address, string mtu = "1500", string? gateway = null) =>
        $"set -e; ip netns add vm; ip link add vm0 mtu {mtu} type veth peer name eth0 mtu {mtu} netns vm; ip link set vm0 master {bridge} up; "
        + $"ip -n vm addr add {address} dev eth0; ip -n vm link set eth0 up; ip -n vm link set lo up"
        + (gateway is null ? "" : $"; ip -n vm route add default via {gateway}");

    public static string Run(string command) => $"ip netns exec vm {command}";

    /// <summary>Succeeds as soon as an address has answered. How many packets that takes does not count: an answer may be late on a busy computer.</summary>
    /// <param name="arguments">Of <c>ping</c>: the address, and options before it.</param>
    public static string Ping(string arguments) => Run($"ping -q -c 1 -w 20 {arguments}");

    /// <summary>Takes connections on ports from now on.</summary>
    public static string Serve(params int[] ports) =>
        "systemd-run -q ip netns exec vm perl -MIO::Socket::INET -e '@l = map { IO::Socket::INET->new(LocalPort => $_, Listen => 9, ReuseAddr => 1) or die } @ARGV; sleep' "
        + $"{string.Join(' ', ports)}; for i in $(seq 600); do [ $(ip netns exec vm ss -Hltn | wc -l) = {ports.Length} ] && break; sleep 0.1; done; [ $i != 600 ]";

    /// <summary>Sends something to another guest ten times a second from now on, whatever becomes of this session.</summary>
    public static string Watch(string address) =>
        $"systemd-run -q --unit=watch sh -c 'exec ip netns exec vm ping -i 0.1 -W 3 {address} >/run/watched'; "
        + "for i in $(seq 300); do grep -qs 'bytes from' /run/watched && break; sleep 0.1; done; grep -q 'bytes from' /run/watched";

    /// <summary>Ends that, and says what was lost; see <see cref="Lost"/>.</summary>
    public const string Watched = "systemctl kill -s INT watch; for i in $(seq 150); do systemctl is-active -q watch || break; sleep 0.2; done; tail -n 3 /run/watched";

    /// <summary>How many of the packets had no answer, by what <see cref="Watched"/> says. The last one may have had no time for it.</summary>
    public static int Lost(string said)
    {
        // 250 packets transmitted, 249 received, 0.4% packet loss, time 25000ms
        var words = said.Split('\n').Single(line => line.Contains(" packets transmitted, ", StringComparison.Ordinal)).Split(' ');
        return int.Parse(words[0], CultureInfo.InvariantCulture) - int.Parse(words[3], CultureInfo.InvariantCulture);
    }
}

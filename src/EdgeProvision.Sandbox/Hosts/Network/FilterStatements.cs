using System.Globalization;
using System.Net;
using EdgeProvision.Sandbox.Filtering;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>
/// The statements that make a switch's table anew:
/// <code>
///   forward ─► established? through ─► from a filtered port? its chain ─► to a filtered port? its chain ─► through
///   a chain ─► a rule that lets it through? back ─► ... ─► drop
/// </code>
/// </summary>
internal static class FilterStatements
{
    private const string Table = "edge-filter";
    private const int Established = 1;

    // What was let through on its way there is let through on its way back.
    public static IReadOnlyList<string> Tracking { get; } =
    [
        $"add table ip {Table}",
        $"add chain ip {Table} prerouting {{ type filter hook prerouting priority mangle; }}",
        $"add rule ip {Table} prerouting ct state established,related meta mark set {Established}",
    ];

    /// <summary>Where no machine is filtered.</summary>
    public static IReadOnlyList<string> Nothing { get; } = [$"add table bridge {Table}", $"delete table bridge {Table}"];

    /// <summary>Of machines that there are.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<FilteredMachines> machines, AddressPlan plan, Func<string, string?> portOf)
    {
        var chains = new List<string>();
        var (outward, inward) = (new List<string>(), new List<string>());
        foreach (var (number, some) in machines.Index())
        {
            var ports = some.MachineIds.Select(portOf).OfType<string>().ToList();
            if (ports.Count == 0)
                continue;
            chains.AddRange(Chain($"out-{number}", PacketDirection.Out, some.Rules, plan));
            chains.AddRange(Chain($"in-{number}", PacketDirection.In, some.Rules, plan));
            outward.AddRange(ports.Select(port => $"\"{port}\" : jump out-{number}"));
            inward.AddRange(ports.Select(port => $"\"{port}\" : jump in-{number}"));
        }

        if (chains.Count == 0)
            return Nothing;
        return
        [
            .. Nothing,
            $"add table bridge {Table}",
            .. chains,
            $"add chain bridge {Table} forward {{ type filter hook forward priority filter; }}",
            // Who has which address is asked by other frames than those of IP.
            $"add rule bridge {Table} forward ether type != {{ ip, ip6 }} accept",
            $"add rule bridge {Table} forward meta mark {Established} accept",
            $"add rule bridge {Table} forward iifname vmap {{ {string.Join(", ", outward)} }}",
            $"add rule bridge {Table} forward oifname vmap {{ {string.Join(", ", inward)} }}",
        ];
    }

    private static IEnumerable<string> Chain(string chain, PacketDirection direction, IReadOnlyList<FilterRule> rules, AddressPlan plan)
    {
        yield return $"add chain bridge {Table} {chain}";
        if (direction == PacketDirection.In)
            yield return $"add rule bridge {Table} {chain} ip saddr {plan.Lookout} return";
        foreach (var rule in rules.Where(rule => rule.Direction == direction && rule.Peers.Count > 0))
            yield return $"add rule bridge {Table} {chain} {Peers(rule, plan)}{What(rule)} return";
        yield return $"add rule bridge {Table} {chain} drop";
    }

    private static string Peers(FilterRule rule, AddressPlan plan)
    {
        var peers = rule.Peers.SelectMany(peer => Meant(peer, plan)).Select(peer => peer.ToString()).Distinct(StringComparer.Ordinal).ToList();
        return $"ip {(rule.Direction == PacketDirection.In ? "saddr" : "daddr")} {(peers.Count == 1 ? peers[0] : $"{{ {string.Join(", ", peers)} }}")}";
    }

    /// <summary>Services of a sandbox are asked over loopback, and so know this computer by that; on the machines' cable it has another address.</summary>
    private static IEnumerable<IPNetwork> Meant(IPNetwork peer, AddressPlan plan)
    {
        var own = IPAddress.Parse(plan.OwnPublic);
        return peer.Contains(IPAddress.Loopback) && !peer.Contains(own) ? [peer, new IPNetwork(own, 32)] : [peer];
    }

    private static string What(FilterRule rule) => rule switch
    {
        { Protocol: null } => "",
        { Protocol: FilterRule.Tcp or FilterRule.Udp, Ports: var (first, last) } =>
            $" {(rule.Protocol == FilterRule.Tcp ? "tcp" : "udp")} dport {(first == last ? Text(first) : $"{Text(first)}-{Text(last)}")}",
        { Protocol: FilterRule.Icmp, IcmpType: { } type } => $" icmp type {Text(type)}{(rule.IcmpCode is { } code ? $" icmp code {Text(code)}" : "")}",
        { Protocol: { } number } => $" ip protocol {Text(number)}",
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

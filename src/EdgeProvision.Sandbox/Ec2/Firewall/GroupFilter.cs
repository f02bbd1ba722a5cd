using System.Globalization;
using System.Net;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Filtering;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>What the rules of security groups come to, packet by packet.</summary>
internal static class GroupFilter
{
    private static readonly Dictionary<string, int> Numbers = new() { ["tcp"] = FilterRule.Tcp, ["udp"] = FilterRule.Udp, ["icmp"] = FilterRule.Icmp };

    /// <summary>All machines that there are or are to be, with what is let through. The caller holds the store's gate.</summary>
    public static IReadOnlyList<FilteredMachines> Of(Ec2Store store) => [.. store.AllHoldings.SelectMany(Of)];

    // Interfaces that are in the same groups let the same through.
    private static IEnumerable<FilteredMachines> Of(Holdings holdings)
    {
        var cards = holdings.Interfaces.Living.Where(card => card.Instance is not null).ToList();
        return cards.GroupBy(card => string.Join(' ', card.Groups.Select(group => group.Id).Order(StringComparer.Ordinal)))
            .Select(some => new FilteredMachines(
                [.. some.Select(card => card.Instance!.Id)], [.. holdings.Rules.Living.Where(rule => some.First().Groups.Contains(rule.Group)).Select(rule => Of(rule, cards))]));
    }

    private static FilterRule Of(SecurityGroupRule rule, List<NetworkInterface> cards)
    {
        var made = new FilterRule(rule.IsEgress ? PacketDirection.Out : PacketDirection.In, Peers(rule.Peer, cards));
        var (protocol, from, to) = (rule.Permission.Protocol, rule.Permission.From, rule.Permission.To);
        return protocol switch
        {
            Permission.AllProtocols => made,
            "tcp" or "udp" => made with { Protocol = Numbers[protocol], Ports = (from!.Value, to!.Value) },
            "icmp" => made with { Protocol = FilterRule.Icmp, IcmpType = from == -1 ? null : from, IcmpCode = to == -1 ? null : to },
            // IPv6 has no machine here.
            "icmpv6" => made with { Peers = [] },
            _ => made with { Protocol = int.Parse(protocol, NumberStyles.None, CultureInfo.InvariantCulture) },
        };
    }

    // A group is its members' private addresses: what one of them sends to a public address comes from a public one.
    private static IReadOnlyList<IPNetwork> Peers(RulePeer peer, List<NetworkInterface> cards) => peer switch
    {
        { Cidr: { } cidr } => [IPNetwork.Parse(cidr)],
        { Group: { } group } => [.. cards.Where(card => card.Groups.Contains(group)).SelectMany(card => card.Addresses).Distinct().Select(address => new IPNetwork(IPAddress.Parse(address), 32))],
        _ => [],
    };
}

using System.Net;
using EdgeProvision.Sandbox.Filtering;
using EdgeProvision.Sandbox.Hosts.Network;

namespace EdgeProvision.Sandbox.Tests.Hosts.Network;

public sealed class FilterStatementsTests
{
    private static readonly AddressPlan Plan = AddressPlan.Choose([]);

    [Fact]
    public void Of_MachinesWithAndWithoutPort_FiltersThoseThatThereAre()
    {
        var statements = Of(new FilteredMachines(["there", "to come"], []), new FilteredMachines(["nowhere"], []));

        Assert.Equal(
            [
                "add table bridge edge-filter",
                "delete table bridge edge-filter",
                "add table bridge edge-filter",
                "add chain bridge edge-filter out-0",
                "add rule bridge edge-filter out-0 drop",
                "add chain bridge edge-filter in-0",
                "add rule bridge edge-filter in-0 ip saddr 100.64.0.3 return",
                "add rule bridge edge-filter in-0 drop",
                "add chain bridge edge-filter forward { type filter hook forward priority filter; }",
                "add rule bridge edge-filter forward ether type != { ip, ip6 } accept",
                "add rule bridge edge-filter forward meta mark 1 accept",
                "add rule bridge edge-filter forward iifname vmap { \"port-there\" : jump out-0 }",
                "add rule bridge edge-filter forward oifname vmap { \"port-there\" : jump in-0 }",
            ],
            statements);
    }

    [Fact]
    public void Of_NoMachine_TakesTheTableAway() => Assert.Equal(FilterStatements.Nothing, Of(new FilteredMachines(["nowhere"], [In("10.0.0.0/8")])));

    [Fact]
    public void Of_SeveralMachines_OfTheSameGroupsShareTheirChains()
    {
        var statements = Of(new FilteredMachines(["a", "b"], [In("10.0.0.0/8")]), new FilteredMachines(["c"], []));

        Assert.Contains("add rule bridge edge-filter forward oifname vmap { \"port-a\" : jump in-0, \"port-b\" : jump in-0, \"port-c\" : jump in-1 }", statements);
        Assert.Single(statements, "add rule bridge edge-filter in-0 ip saddr 10.0.0.0/8 return");
    }

    [Theory]
    [InlineData(null, null, null, null, null, "ip saddr 10.1.0.0/16 return")]
    [InlineData(6, 22, 22, null, null, "ip saddr 10.1.0.0/16 tcp dport 22 return")]
    [InlineData(17, 5000, 5010, null, null, "ip saddr 10.1.0.0/16 udp dport 5000-5010 return")]
    [InlineData(1, null, null, null, null, "ip saddr 10.1.0.0/16 ip protocol 1 return")]
    [InlineData(1, null, null, 8, null, "ip saddr 10.1.0.0/16 icmp type 8 return")]
    [InlineData(1, null, null, 3, 4, "ip saddr 10.1.0.0/16 icmp type 3 icmp code 4 return")]
    [InlineData(47, null, null, null, null, "ip saddr 10.1.0.0/16 ip protocol 47 return")]
    public void Of_Rule_SaysItsPackets(int? protocol, int? first, int? last, int? type, int? code, string expected)
    {
        var rule = In("10.1.0.0/16") with { Protocol = protocol, Ports = first is null ? null : (first.Value, last!.Value), IcmpType = type, IcmpCode = code };

        Assert.Contains($"add rule bridge edge-filter in-0 {expected}", Of(new FilteredMachines(["a"], [rule])));
    }

    [Fact]
    public void Of_RuleOutwards_GoesByTheReceiver() => Assert.Contains(
        "add rule bridge edge-filter out-0 ip daddr { 10.1.0.4/32, 10.1.0.5/32 } tcp dport 443 return",
        Of(new FilteredMachines(["a"], [new FilterRule(PacketDirection.Out, [IPNetwork.Parse("10.1.0.4/32"), IPNetwork.Parse("10.1.0.5/32")]) { Protocol = 6, Ports = (443, 443) }])));

    [Fact]
    public void Of_RuleWithoutPeers_LetsNothingThrough() =>
        Assert.Equal(Of(new FilteredMachines(["a"], [])), Of(new FilteredMachines(["a"], [new FilterRule(PacketDirection.In, [])])));

    [Theory]
    [InlineData("127.0.0.1/32", "{ 127.0.0.1/32, 100.64.0.2/32 }")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("100.64.0.2/32", "100.64.0.2/32")]
    public void Of_RuleForLoopback_IsForThisComputer(string peer, string expected) =>
        Assert.Contains($"add rule bridge edge-filter in-0 ip saddr {expected} return", Of(new FilteredMachines(["a"], [In(peer)])));

    private static FilterRule In(string peer) => new(PacketDirection.In, [IPNetwork.Parse(peer)]);

    private static IReadOnlyList<string> Of(params FilteredMachines[] machines) =>
        FilterStatements.Of(machines, Plan, id => id is "nowhere" or "to come" ? null : $"port-{id}");
}

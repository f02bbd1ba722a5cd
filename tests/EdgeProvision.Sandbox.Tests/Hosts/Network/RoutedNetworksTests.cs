using EdgeProvision.Sandbox.Hosts.Network;

namespace EdgeProvision.Sandbox.Tests.Hosts.Network;

public sealed class RoutedNetworksTests
{
    [Fact]
    public void Parse_AllTables_FindsNetworksAndLeavesDefaultsOut()
    {
        const string Routes = """
            default via 192.0.2.1 dev eth0
            0.0.0.0/1 via 10.8.0.1 dev tun0
            192.0.2.0/24 dev eth0 proto kernel scope link src 192.0.2.2
            10.8.0.1 dev tun0 scope link
            unreachable 10.9.0.0/16 metric 4278198272
            local 127.0.0.0/8 dev lo table local proto kernel scope host src 127.0.0.1
            broadcast 192.0.2.255 dev eth0 table local proto kernel scope link src 192.0.2.2
            """;
        Assert.Equal(["192.0.2.0/24", "10.8.0.1/32", "10.9.0.0/16", "127.0.0.0/8", "192.0.2.255/32"],
            RoutedNetworks.Parse(Routes).Select(n => n.ToString()));
    }
}

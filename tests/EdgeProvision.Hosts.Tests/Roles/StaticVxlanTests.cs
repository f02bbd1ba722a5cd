using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Hosts.Tests.Roles;

public sealed class StaticVxlanTests(ConfiguredRoom room) : IClassFixture<ConfiguredRoom>
{
    [Fact]
    public async Task Configure_TwoHosts_BridgesPeersAndTrafficHoldOverSecondRunAndReboot()
    {
        var one = await room.InstallAsync("node1");
        var two = await room.InstallAsync("node2");
        MachineShell[] both = [one, two];
        foreach (var node in both)
        {
            var check = (await node.RunAsync(Program(node, both, checkOnly: true))).MustSucceed();
            Assert.NotEmpty(check.Changed);
            Assert.Equal("", await node.RunAsync("ls /etc/edgeprovision /etc/apt/keyrings/opennebula.asc 2>/dev/null; ip -br link show br0 2>/dev/null || true"));
            var run = (await node.RunAsync(Program(node, both))).MustSucceed();
            Assert.NotEmpty(run.Changed);
        }

        foreach (var node in both)
        {
            await AssertNetworkAsync(node, node == one ? two : one);
            Assert.Contains("uid=9869(oneadmin)", await node.RunAsync("id oneadmin"));
            Assert.Contains(room.PublicKey.Split(' ')[1], await node.RunAsync("cat /var/lib/one/.ssh/authorized_keys"));
            Assert.Equal("600 9869:9869", await node.RunAsync("stat -c '%a %u:%g' /var/lib/one/.ssh/authorized_keys"));
            Assert.Equal("options kvm_intel nested=1", await node.RunAsync("grep intel /etc/modprobe.d/qemu-system-x86.conf"));
            Assert.DoesNotContain("masquerade", await node.RunAsync("nft list ruleset"));
            var again = (await node.RunAsync(Program(node, both))).MustSucceed();
            Assert.Empty(again.Changed.Select(s => s.Title));
            var checkAgain = (await node.RunAsync(Program(node, both, checkOnly: true))).MustSucceed();
            Assert.Empty(checkAgain.Changed.Select(s => s.Title));
        }

        await AssertPingAsync(one, two);
        await Task.WhenAll(both.Select(n => n.RebootAsync()));
        foreach (var node in both)
        {
            await AssertNetworkAsync(node, node == one ? two : one);
            Assert.Equal("1", await node.RunAsync("cat /proc/sys/net/ipv4/ip_forward"));
            var afterBoot = (await node.RunAsync(Program(node, both))).MustSucceed();
            Assert.Empty(afterBoot.Changed.Select(s => s.Title));
        }

        await AssertPingAsync(one, two);
    }

    [Fact]
    public async Task CompilePeers_AMemberComesAndGoes_OnlyPeersChange()
    {
        var node = await room.InstallAsync("peered");
        (await node.RunAsync(Program(node, [node]))).MustSucceed();
        var before = await node.RunAsync("cat /sys/class/net/vxlan100/ifindex");
        var request = room.Request("static_vxlan", node, [node]);
        var more = request with { Peers = new([node.Machine.PrivateAddress, "10.99.0.7"]) };
        Assert.Equal(2, (await node.RunAsync(room.Library.CompilePeers(more, node.Facts()))).MustSucceed().Changed.Count);
        Assert.Contains("dst 10.99.0.7 ", await node.RunAsync("bridge fdb show dev vxlan100"));
        Assert.Contains("10.99.0.7", await node.RunAsync("nft list set inet edgeprovision peers"));
        Assert.Empty((await node.RunAsync(room.Library.CompilePeers(more, node.Facts()))).MustSucceed().Changed);
        Assert.Equal(2, (await node.RunAsync(room.Library.CompilePeers(request, node.Facts()))).MustSucceed().Changed.Count);
        Assert.DoesNotContain("10.99.0.7", await node.RunAsync("bridge fdb show dev vxlan100; nft list set inet edgeprovision peers"));
        Assert.Equal(before, await node.RunAsync("cat /sys/class/net/vxlan100/ifindex"));
    }

    [Fact]
    public async Task CompilePeers_TheMembersGoOverToOtherAddresses_TheTunnelGoesWithThem()
    {
        var one = await room.InstallAsync("early");
        var two = await room.InstallAsync("late");
        MachineShell[] both = [one, two];

        // The first was configured while all members had private addresses in common; the second comes from elsewhere, and so all use their public ones.
        (await one.RunAsync(Program(one, [one]))).MustSucceed();
        var peers = new PeerSet([.. both.Select(n => n.Machine.PublicAddress)]);
        var program = room.Request("static_vxlan", two, both, ("opennebula_node_kvm_param_nested", true), ("iptables_masquerade_enabled", false)) with { Peers = peers, TunnelAddress = two.Machine.PublicAddress };
        (await two.RunAsync(room.Library.Compile(program, two.Facts(), reapply: false, checkOnly: false))).MustSucceed();
        var request = room.Request("static_vxlan", one, both) with { Peers = peers, TunnelAddress = one.Machine.PublicAddress };
        Assert.NotEmpty((await one.RunAsync(room.Library.CompilePeers(request, one.Facts()))).MustSucceed().Changed);

        await AssertMovedAsync();
        Assert.Empty((await one.RunAsync(room.Library.CompilePeers(request, one.Facts()))).MustSucceed().Changed);
        await one.RebootAsync();
        await AssertMovedAsync();

        async Task AssertMovedAsync()
        {
            Assert.Contains($"local {one.Machine.PublicAddress} dev eth0", await one.RunAsync("ip -o -d link show dev vxlan100"));
            Assert.Equal($"dst {two.Machine.PublicAddress}", await one.RunAsync("bridge fdb show dev vxlan100 | grep -o '^00:00:00:00:00:00 dst [0-9.]*' | cut -d' ' -f2-"));
            await AssertPingAsync(one, two);
        }
    }

    [Fact]
    public async Task Filter_AStrangerKnowsTheTunnel_GetsInOnlyOnceItIsAPeer()
    {
        var member = await room.InstallAsync("member");
        var stranger = await room.InstallAsync("stranger");
        (await member.RunAsync(Program(member, [member]))).MustSucceed();
        (await stranger.RunAsync(Program(stranger, [member, stranger]))).MustSucceed();
        await GuestAsync(member, "192.168.160.2");
        await GuestAsync(stranger, "192.168.160.3");
        var (status, _) = await stranger.TryAsync("ip netns exec guest ping -c 2 -i 0.2 -W 1 192.168.160.2");
        Assert.Equal(1, status);
        var request = room.Request("static_vxlan", member, [member, stranger]);
        (await member.RunAsync(room.Library.CompilePeers(request, member.Facts()))).MustSucceed();

        // Until the first answer: the pings before have left the neighbour marked as not there, which takes a moment to pass. Those that waited for it are answered together.
        Assert.Matches(" [1-9][0-9]* received", await stranger.RunAsync("ip netns exec guest ping -c 1 -i 0.2 -w 30 192.168.160.2"));
    }

    private HostProgram Program(MachineShell node, IReadOnlyList<MachineShell> members, bool checkOnly = false) => room.Library.Compile(
        room.Request("static_vxlan", node, members, ("opennebula_node_kvm_param_nested", true), ("iptables_masquerade_enabled", false)),
        node.Facts(), reapply: false, checkOnly);

    private static async Task AssertNetworkAsync(MachineShell node, MachineShell other)
    {
        Assert.Contains("inet 192.168.150.1/24 ", await node.RunAsync("ip -4 -o addr show dev br0"));
        Assert.Contains("master br0", await node.RunAsync("ip -o link show dev tap0"));
        var tunnel = await node.RunAsync("ip -o -d link show dev vxlan100");
        Assert.Contains($"vxlan id 100 local {node.Machine.PrivateAddress} dev eth0", tunnel);
        Assert.Contains("dstport 4789", tunnel);
        Assert.Contains("mtu 1450", tunnel);
        Assert.Contains("master vxbr100", tunnel);
        var peers = await node.RunAsync("bridge fdb show dev vxlan100 | grep ^00:00:00:00:00:00");
        Assert.Contains($"dst {other.Machine.PrivateAddress} ", peers + " ");
        Assert.DoesNotContain($"dst {node.Machine.PrivateAddress} ", peers + " ");
        Assert.Contains("udp dport 4789 ip saddr @peers accept", await node.RunAsync("nft list table inet edgeprovision"));
    }

    /// <summary>Two namespaces, each on the bridge of its host as a virtual machine would be, reach each other.</summary>
    private static async Task AssertPingAsync(MachineShell one, MachineShell two)
    {
        await GuestAsync(one, "192.168.160.2");
        await GuestAsync(two, "192.168.160.3");
        await one.RunAsync("ip netns exec guest ping -q -c 1 -w 20 192.168.160.3");
        await two.RunAsync("ip netns exec guest ping -q -c 1 -w 20 -M do -s 1422 192.168.160.2");
    }

    // The kernel takes a namespace's links away some time after the namespace.
    private static Task<string> GuestAsync(MachineShell node, string address) => node.RunAsync(
        "ip link del guest0 2>/dev/null; ip netns del guest 2>/dev/null; ip netns add guest && ip link add guest0 mtu 1450 type veth peer name eth0 mtu 1450 netns guest"
        + $" && ip link set guest0 master vxbr100 up && ip -n guest addr add {address}/24 dev eth0 && ip -n guest link set eth0 up");
}

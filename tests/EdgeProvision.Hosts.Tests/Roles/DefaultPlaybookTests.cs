using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Hosts.Tests.Roles;

public sealed class DefaultPlaybookTests(ConfiguredRoom room) : IClassFixture<ConfiguredRoom>
{
    [Fact]
    public async Task Configure_Default_GuestReachesTheOutsideMasqueraded()
    {
        var node = await room.InstallAsync("gateway");
        var program = room.Library.Compile(room.Request("default", node, []), node.Facts(), false, false);
        var first = (await node.RunAsync(program)).MustSucceed();
        foreach (var step in first.Steps)
            TestContext.Current.TestOutputHelper?.WriteLine($"{step.Duration.TotalMilliseconds,7} ms {step.Outcome,-8} {step.Title}");
        Assert.Equal("", program.PeersHash);
        Assert.Contains("oifname \"eth0\" masquerade", await node.RunAsync("nft list chain inet edgeprovision postrouting"));
        await node.RunAsync("ip netns add guest && ip link add guest0 type veth peer name eth0 netns guest && ip link set guest0 master br0 up"
            + " && ip -n guest addr add 192.168.150.2/24 dev eth0 && ip -n guest link set eth0 up && ip -n guest route add default via 192.168.150.1");
        await node.RunAsync($"ip netns exec guest ping -q -c 1 -w 20 {room.Place.OutsideAddress}");
        Assert.Equal("no", await node.RunAsync("sshd -T | sed -n 's/^passwordauthentication //p'"));
        Assert.Empty((await node.RunAsync(program)).MustSucceed().Changed.Select(s => s.Title));
    }

    [Fact]
    public async Task Configure_Closed_NothingButTheServicesComesInToTheHostItself()
    {
        var node = await room.InstallAsync("closed");
        HostProgram Program(bool closed) => room.Library.Compile(room.Request("default", node, [], ("iptables_base_rules_closed", closed)), node.Facts(), false, false);
        (await node.RunAsync(Program(true))).MustSucceed();
        await node.RunAsync("/usr/sbin/sshd -p 8080");
        Assert.Contains("iifname \"eth0\" reject", await node.RunAsync("nft list chain inet edgeprovision input"));
        Assert.Equal((true, true), (await AnswersAsync(node, 22), await IsClosedAsync(node, 8080)));

        // What is translated to a virtual machine is not for the host: it goes on.
        await node.RunAsync("ip netns add guest && ip link add guest0 type veth peer name eth0 netns guest && ip link set guest0 master br0 up"
            + " && ip -n guest addr add 192.168.150.2/24 dev eth0 && ip -n guest link set eth0 up && ip -n guest route add default via 192.168.150.1 && ip -n guest link set lo up"
            + " && ip netns exec guest /usr/sbin/sshd -p 8081"
            + " && nft add table ip test && nft add chain ip test in '{ type nat hook prerouting priority -100; }' && nft add rule ip test in tcp dport 8081 dnat to 192.168.150.2");
        Assert.True(await AnswersAsync(node, 8081));

        (await node.RunAsync(Program(false))).MustSucceed();
        Assert.True(await AnswersAsync(node, 8080));
    }

    [Fact]
    public async Task Configure_ClosedAndABridgeTakesTheDefaultRoute_StaysClosedAndMasqueraded()
    {
        var node = await room.InstallAsync("bridged");
        var mask = new IPAddress(BitConverter.GetBytes(IPAddress.HostToNetworkOrder(-1 << 32 - node.Machine.PublicPrefixLength))).ToString();
        HostProgram Program(string outer) => room.Library.Compile(
            room.Request(
                "default", node, [], ("iptables_base_rules_closed", true), ("bridged_networking_iface", "eth0"), ("bridged_networking_static_ip", node.Machine.PublicAddress),
                ("bridged_networking_static_netmask", mask), ("bridged_networking_iface_manage", true), ("bridged_networking_static_gateway", node.Machine.Gateway)),
            node.Facts() with { DefaultInterface = outer }, false, false);
        (await node.RunAsync(Program("eth0"))).MustSucceed();
        await node.RunAsync("/usr/sbin/sshd -p 8080");
        Assert.Contains(" dev br0", await node.RunAsync("ip route show default"));
        Assert.Equal((true, true), (await AnswersAsync(node, 22), await IsClosedAsync(node, 8080)));
        Assert.Contains("oifname { \"br0\", \"eth0\" } masquerade", await node.RunAsync("nft list chain inet edgeprovision postrouting"));

        // Whoever looks now sees the route at the bridge: nothing to change.
        Assert.Empty((await node.RunAsync(Program("br0"))).MustSucceed().Changed.Select(s => s.Title));
        await node.RebootAsync();
        await node.RunAsync("/usr/sbin/sshd -p 8080");
        Assert.Contains(" dev br0", await node.RunAsync("ip route show default"));
        Assert.Equal((true, true), (await AnswersAsync(node, 22), await IsClosedAsync(node, 8080)));

        // Also where the route comes later than the rules.
        await node.RunAsync($"ip route del default; /usr/local/lib/edgeprovision/network peers; ip route add default via {node.Machine.Gateway}");
        Assert.True(await IsClosedAsync(node, 8080));
    }

    [Fact]
    public async Task Configure_MasqueradeTurnedOffLater_OnlyTheFilterChanges()
    {
        var node = await room.InstallAsync("changing");
        HostProgram Program(bool masquerade, bool check = false) => room.Library.Compile(
            room.Request("default", node, [], ("iptables_masquerade_enabled", masquerade)), node.Facts(), false, check);
        (await node.RunAsync(Program(true))).MustSucceed();
        var wouldChange = (await node.RunAsync(Program(false, check: true))).MustSucceed().Changed;
        Assert.Contains("-masquerade yes", wouldChange[0].Detail);
        var changed = (await node.RunAsync(Program(false))).MustSucceed().Changed;
        Assert.Equal(["Packet filter", "Network in force"], changed.Select(s => s.Title));
        Assert.DoesNotContain("masquerade", await node.RunAsync("nft list ruleset"));
    }

    [Fact]
    public async Task Configure_SomebodyFlushedTheRules_TheyAreBackAndReported()
    {
        var node = await room.InstallAsync("drifting");
        var program = room.Library.Compile(room.Request("default", node, []), node.Facts(), false, false);
        (await node.RunAsync(program)).MustSucceed();
        await node.RunAsync("nft flush ruleset; ip link del br0; sed -i s/no/yes/ /etc/ssh/sshd_config.d/00-edgeprovision.conf");
        var changed = (await node.RunAsync(program)).MustSucceed().Changed.Select(s => s.Title);
        Assert.Equal(["Settings of the SSH server", "SSH server with its new settings", "Network in force"], changed);
        Assert.Contains("inet 192.168.150.1/24 ", await node.RunAsync("ip -4 -o addr show dev br0"));
        Assert.Contains("masquerade", await node.RunAsync("nft list ruleset"));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(800)]
    [InlineData(1200)]
    public async Task Configure_PowerLostHalfWay_TheNextRunFinishesAndTheOneAfterChangesNothing(int milliseconds)
    {
        var node = await room.InstallAsync($"unplugged{milliseconds}");
        var program = room.Library.Compile(room.Request("default", node, []), node.Facts(), false, false);
        var run = node.RunAsync(program);
        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        await room.Room.PullPlugAsync(node.Machine.Id, TestContext.Current.CancellationToken);
        var cut = await run;
        TestContext.Current.TestOutputHelper?.WriteLine($"cut off after {cut.Steps.Count} of {program.Steps.Count} steps");
        await room.Room.PowerOnAsync(node.Machine.Id, TestContext.Current.CancellationToken);
        Assert.True(await room.Room.AwaitSshAsync(node.Machine.Id, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        (await node.RunAsync(program)).MustSucceed();
        Assert.Empty((await node.RunAsync(program)).MustSucceed().Changed.Select(s => s.Title));
        Assert.Equal("no", await node.RunAsync("sshd -T | sed -n 's/^passwordauthentication //p'"));
    }

    [Fact]
    public async Task Configure_RepositoryThatIsNotThere_FailsAtThatStepWithAptsWords()
    {
        var node = await room.InstallAsync("broken");
        var program = room.Library.Compile(
            room.Request("default", node, [], ("opennebula_repository_base", "file:///nowhere")), node.Facts(), false, false);
        var run = await node.RunAsync(program);
        Assert.NotEqual(0, run.Status);
        Assert.Equal(HostStepOutcome.Failed, run.Steps[^1].Outcome);
        Assert.Equal("OpenNebula's package lists", run.Steps[^1].Title);
        Assert.Contains("/nowhere", run.Steps[^1].Detail);
        Assert.True(run.Steps.Count < program.Steps.Count);
        // The step that was owed runs once the repository is right, though the key has not changed this time.
        var right = room.Library.Compile(room.Request("default", node, []), node.Facts(), false, false);
        Assert.Contains("OpenNebula's package lists", (await node.RunAsync(right)).MustSucceed().Changed.Select(s => s.Title));
    }

    /// <summary>Whether a port answers before long.</summary>
    private static async Task<bool> AnswersAsync(MachineShell node, int port)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(node, port, TimeSpan.FromSeconds(15)))
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
                return false;
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        return true;
    }

    /// <summary>Whether a port does not answer in a time in which one that is open does.</summary>
    private static async Task<bool> IsClosedAsync(MachineShell node, int port) => !await AnswersAsync(node, port, TimeSpan.FromSeconds(5));

    private static async Task<bool> AnswersAsync(MachineShell node, int port, TimeSpan patience)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(node.Machine.PublicAddress, port, limit.Token);
            return await client.GetStream().ReadAsync(new byte[1], limit.Token) == 1;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }
}

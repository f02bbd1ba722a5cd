using System.Net;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

[Collection(MachineRoomCollection.Name)]
public sealed class NetworkTests(MachineRoomFixture fixture)
{
    // Answers one connection with the address that it came from.
    private const string WhoAmI = """
        use IO::Socket::INET; alarm 60;
        my $s = IO::Socket::INET->new(LocalAddr => $ARGV[0], LocalPort => 7777, Listen => 1, ReuseAddr => 1) or die;
        my $c = $s->accept; print $c $c->peerhost; close $c;
        """;

    private const string AskOutside = "for i in $(seq 300); do exec 3<>/dev/tcp/198.51.100.1/7777 && break; sleep 0.1; done 2>/dev/null; cat <&3";

    /// <summary>The address that somebody beyond the gateway sees a machine under, or whoever a command on it leads to.</summary>
    private async Task<string> SeenOutsideAsync(string id, string through = "")
    {
        var room = fixture.Room.Describe();
        var outside = Shell.RunAsync("ip", "netns", "exec", room.WorldNamespace, "perl", "-e", WhoAmI, room.OutsideAddress);
        var seen = await fixture.SshAsync(id, $"{through} bash -c '{AskOutside}'");
        await outside;
        return seen;
    }

    private static string Greeting(IPAddress address) => $"exec 3<>/dev/tcp/{address}/22 && head -c 4 <&3";

    [Fact]
    public async Task Machines_OnBothNetworks_ReachEachOther()
    {
        var other = fixture.Room.Find("device-2")!;
        await fixture.SshAsync("device-1", $"ping -c 1 -W 30 {other.PublicAddress} && ping -c 1 -W 30 {other.PrivateAddress} && ping -c 1 -W 30 {other.Gateway}");
    }

    [Fact]
    public async Task Overlay_BetweenMachines_PassesItsFrames()
    {
        (string Id, string Peer, string Address)[] ends = [("device-1", "device-2", "172.31.9.1/24"), ("device-2", "device-1", "172.31.9.2/24")];
        foreach (var (id, peer, address) in ends)
        {
            await fixture.SshAsync(id, $"ip link add vx9 type vxlan id 9 dev eth0 dstport 4789 && ip link set vx9 up && ip addr add {address} dev vx9 && "
                + $"bridge fdb append 00:00:00:00:00:00 dev vx9 dst {fixture.Room.Find(peer)!.PrivateAddress}");
        }

        await fixture.SshAsync("device-1", "ping -c 1 -W 30 172.31.9.2; s=$?; ip link del vx9; exit $s");
        await fixture.SshAsync("device-2", "ip link del vx9");
    }

    [Fact]
    public async Task Guest_BehindMasquerade_IsSeenOutsideWithTheMachinesAddress()
    {
        const string Guest = "ip netns add guest && ip link add g0 type veth peer name eth0 netns guest && ip addr add 192.168.150.1/24 dev g0 && ip link set g0 up && "
            + "ip -n guest addr add 192.168.150.2/24 dev eth0 && ip -n guest link set eth0 up && ip -n guest route add default via 192.168.150.1 && sysctl -qw net.ipv4.ip_forward=1 && "
            + "iptables -t nat -A POSTROUTING -s 192.168.150.0/24 -o eth0 -j MASQUERADE";
        await fixture.SshAsync("device-1", Guest);

        Assert.Equal(fixture.Room.Find("device-1")!.PublicAddress, await SeenOutsideAsync("device-1", "ip netns exec guest"));
        await fixture.SshAsync("device-1", "ip netns del guest; iptables -t nat -F POSTROUTING");
    }

    [Fact]
    public async Task Bridge_OverTheOnlyCard_IsMadeByADetachedUnitAndKeepsTheMachineReachable()
    {
        var machine = await fixture.InstallAsync("bridged", "bridged");
        var address = $"{machine.PublicAddress}/{machine.PublicPrefixLength}";
        var replumb = "ip link add br0 type bridge && ip link set eth0 master br0 && ip addr flush dev eth0 && "
            + $"ip addr add {address} dev br0 && ip link set br0 up && ip route add default via {machine.Gateway}";

        await fixture.SshAsync("bridged", $"systemd-run --unit=replumb --no-block bash -c '{replumb}'");

        await fixture.AwaitSshAsync("bridged");
        Assert.Contains(address, await fixture.SshAsync("bridged", "ip addr show dev br0"));
        await fixture.SshAsync("bridged", $"ping -c 1 -W 30 {fixture.Room.Describe().OutsideAddress} && journalctl -u replumb --no-pager | grep -q Started");
        await fixture.Room.ScrapAsync("bridged", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task RouteAsync_ElasticAddress_LeadsToTheMachineUntilTakenAway()
    {
        var address = new IPNetwork(fixture.Room.Describe().ElasticNetwork.BaseAddress, 32);
        var token = TestContext.Current.CancellationToken;
        var greeting = $"exec 3<>/dev/tcp/{address.BaseAddress}/22 && head -c 4 <&3";
        await fixture.SshAsync("device-2", $"ip addr add {address} dev lo");

        await fixture.Room.RouteAsync(address, "device-2", token);

        Assert.Equal("SSH-", await Shell.RunAsync("timeout", "30", "bash", "-c", greeting));
        await fixture.SshAsync("device-1", $"ping -c 1 -W 30 {address.BaseAddress}");
        await fixture.Room.RouteAsync(address, null, token);
        Assert.NotEqual(0, (await Shell.TryAsync("timeout", "2", "bash", "-c", greeting)).Status);
        await fixture.Room.RouteAsync(address, null, token);
        await fixture.SshAsync("device-2", $"ip addr del {address} dev lo");
    }

    [Fact]
    public async Task TranslateAsync_ElasticAddress_ReachesTheInnerOneUntilTakenAway()
    {
        var token = TestContext.Current.CancellationToken;
        var elastic = fixture.Room.Describe().ElasticNetwork.BaseAddress.GetAddressBytes();
        var (address, second) = (new IPAddress([elastic[0], elastic[1], elastic[2], 9]), new IPAddress([elastic[0], elastic[1], elastic[2], 10]));
        await fixture.Room.InstallAsync(new MachineOrder("inner", "inner", [fixture.PublicKey]) { InnerAddress = "10.251.7.4/24" }, token);
        await fixture.AwaitSshAsync("inner");
        Assert.Equal("10.251.7.4/24", await fixture.SshAsync("inner", "ip -4 -o addr show dev eth0 | sed 's/.* inet \\([^ ]*\\) .*/\\1/'"));
        await fixture.SshAsync("device-1", "ping -c 1 -W 30 10.251.7.4");
        Assert.Equal(fixture.Room.Find("inner")!.PublicAddress, await SeenOutsideAsync("inner"));

        await fixture.Room.TranslateAsync(address, "inner", "10.251.7.4", token);

        Assert.Equal("SSH-", await Shell.RunAsync("timeout", "30", "bash", "-c", Greeting(address)));
        await fixture.SshAsync("device-1", $"ping -c 1 -W 30 {address}");
        await fixture.SshAsync("inner", $"ping -c 1 -W 30 {address}");
        Assert.Equal(address.ToString(), await SeenOutsideAsync("inner"));
        Assert.StartsWith($"{fixture.Room.Describe().OwnAddress} ", await fixture.SshAsync("inner", "echo $SSH_CLIENT"));
        Assert.Equal("SSH-", await Shell.RunAsync("ip", "netns", "exec", fixture.Room.Describe().WorldNamespace, "timeout", "30", "bash", "-c", Greeting(address)));

        // A further inner address, as a virtual machine behind this one would have it.
        await fixture.SshAsync("inner", "ip addr add 10.251.7.5/32 dev lo");
        await fixture.Room.TranslateAsync(second, "inner", "10.251.7.5", token);
        Assert.Equal("SSH-", await Shell.RunAsync("timeout", "30", "bash", "-c", Greeting(second)));
        Assert.Equal("SSH-", await Shell.RunAsync("timeout", "30", "bash", "-c", Greeting(address)));

        await fixture.Room.TranslateAsync(address, null, null, token);
        Assert.NotEqual(0, (await Shell.TryAsync("timeout", "2", "bash", "-c", Greeting(address))).Status);
        Assert.Equal("SSH-", await Shell.RunAsync("timeout", "30", "bash", "-c", Greeting(second)));
        await fixture.Room.TranslateAsync(second, null, null, token);
        await fixture.Room.ScrapAsync("inner", token);
        Assert.DoesNotContain("10.251.7.", await Shell.RunAsync("ip", "-n", fixture.Room.Describe().WorldNamespace, "route"));
    }

    [Fact]
    public async Task ReaddressAsync_MachineBehindTheGateway_IsReachedAndSeenUnderTheNewAddressOnly()
    {
        var token = TestContext.Current.CancellationToken;
        await fixture.Room.InstallAsync(new MachineOrder("moving", "moving", [fixture.PublicKey]) { InnerAddress = "10.251.6.4/24" }, token);
        await fixture.AwaitSshAsync("moving");
        var before = fixture.Room.Find("moving")!.PublicAddress;
        var other = fixture.Room.Find("device-1")!;
        using var echo = Shell.Start("ip", "netns", "exec", fixture.Room.Place("device-1").NetworkNamespace, "perl", "-e", Datagrams.Echo);
        Assert.Equal("ready", await echo.StandardOutput.ReadLineAsync(token));
        Assert.Equal(before, await AskFromOnePortAsync("moving", other.PublicAddress));

        var moved = await fixture.Room.ReaddressAsync("moving", token);

        // A machine is off for longer than this when a provider takes its address back. What it sends afterwards is one flow with what it sent before.
        await Task.Delay(TimeSpan.FromSeconds(3), token);
        Assert.NotEqual(before, moved.PublicAddress);
        Assert.Equal(moved, fixture.Room.Find("moving"));
        Assert.Equal(moved.PublicAddress, await AskFromOnePortAsync("moving", other.PublicAddress));
        Assert.Equal("SSH-", await Shell.RunAsync("timeout", "30", "bash", "-c", Greeting(IPAddress.Parse(moved.PublicAddress))));
        Assert.NotEqual(0, (await Shell.TryAsync("timeout", "2", "bash", "-c", Greeting(IPAddress.Parse(before)))).Status);
        Assert.Equal(other, await fixture.Room.ReaddressAsync("device-1", token));

        await fixture.Room.ScrapAsync("moving", token);
        var routes = await Shell.RunAsync("ip", "-n", fixture.Room.Describe().WorldNamespace, "route");
        Assert.DoesNotContain("10.251.6.", routes);
        Assert.DoesNotContain(moved.PublicAddress + " ", routes);
        Assert.DoesNotContain(before + " ", routes);
        echo.Kill();
    }

    private async Task<string> AskFromOnePortAsync(string id, string address) => (await Shell.RunAsync(
        "ip", "netns", "exec", fixture.Room.Place(id).NetworkNamespace, "timeout", "30", "perl", "-e", Datagrams.Ask.Replace("PeerPort", "LocalPort => 40001, PeerPort", StringComparison.Ordinal), address)).Trim();

    [Fact]
    public async Task Machine_FromInside_FindsNoWayBeyondThisComputer()
    {
        Assert.DoesNotContain("default", await Shell.RunAsync("ip", "-n", fixture.Room.Describe().WorldNamespace, "route"));
        Assert.NotEqual(0, (await fixture.TrySshAsync("device-1", "ping -c 1 -W 1 192.0.2.1")).Status);
    }

    [Fact]
    public async Task Place_OfMachine_LeadsIntoItsNetwork()
    {
        var machine = fixture.Room.Find("device-3")!;
        Assert.Contains(machine.PublicAddress, await Shell.RunAsync("ip", "-n", fixture.Room.Place("device-3").NetworkNamespace, "addr"));
        Assert.Contains("-- boot 1", await File.ReadAllTextAsync(fixture.Room.Place("device-3").ConsoleLog, TestContext.Current.CancellationToken));
    }
}

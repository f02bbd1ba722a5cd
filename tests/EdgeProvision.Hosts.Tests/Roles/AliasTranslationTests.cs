using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;

namespace EdgeProvision.Hosts.Tests.Roles;

/// <summary>The network driver alias_sdnat on a configured host; namespaces on its bridge stand for virtual machines, another machine for the outside world.</summary>
public sealed class AliasTranslationTests(TranslatingHost world) : IClassFixture<TranslatingHost>, IAsyncLifetime
{
    private const string Driver = "/var/tmp/one/vnm/alias_sdnat/";
    private const string FirstGuest = "192.168.150.5";
    private const string SecondGuest = "192.168.150.6";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await world.ForgetAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Post_GuestsWithPublicAddresses_AreReachedFromOutsideAndFromEachOther()
    {
        var node = world.Node;
        var first = await world.RouteAsync();
        var second = await world.RouteAsync();
        await GuestAsync(node, "one", FirstGuest);
        await GuestAsync(node, "two", SecondGuest);
        Assert.True(await IsSilentAsync(first));

        await DriveAsync(node, "pre", Machine(7, FirstGuest, first));
        await DriveAsync(node, "post", Machine(7, FirstGuest, first));

        Assert.True(await AnswersAsync(first));
        Assert.Equal($"{first} {FirstGuest} 7", await ShowAsync(node));

        // Outwards by its own public address; a guest without one goes by the host's.
        Assert.Equal(first, await SeenOutsideAsync("one"));
        Assert.Equal(node.Machine.PublicAddress, await SeenOutsideAsync("two"));

        // From the host itself, and from a neighbour on the same bridge that has a public address or none.
        await node.RunAsync($"ping -q -c 1 -w 20 {first}");
        await node.RunAsync($"ip netns exec two ping -q -c 1 -w 20 {first}");
        await DriveAsync(node, "post", Machine(8, SecondGuest, second));
        Assert.Equal(second, await SeenByAsync("two", first, "one"));

        // Neighbours speak to each other as they are.
        Assert.Equal(SecondGuest, await SeenByAsync("two", FirstGuest, "one"));

        // The bridge never tells a guest to send past it, where nothing would be translated.
        Assert.Equal("0\n0", await node.RunAsync("cat /proc/sys/net/ipv4/conf/all/send_redirects /proc/sys/net/ipv4/conf/br0/send_redirects"));

        // Exactly its own is taken away.
        await DriveAsync(node, "clean", Machine(7, FirstGuest, first));
        Assert.True(await IsSilentAsync(first));
        Assert.True(await AnswersAsync(second));
        await DriveAsync(node, "clean", Machine(8, SecondGuest, second));
        Assert.Equal(1, (await node.TryAsync("nft list table ip edgeprovision_alias")).Status);
    }

    [Fact]
    public async Task Clean_OneOfSeveralAliases_LeavesTheOthers()
    {
        var node = world.Node;
        var first = await world.RouteAsync();
        var second = await world.RouteAsync();
        await GuestAsync(node, "one", FirstGuest);
        await DriveAsync(node, "post", new VirtualMachineXml(7).Card(0, FirstGuest).Alias(1, 0, first).Alias(2, 0, second).Alias(3, 0, "192.0.2.1", driver: "bridge"));
        Assert.Equal($"{first} {FirstGuest} 7\n{second} {FirstGuest} 7", await ShowAsync(node));
        Assert.True(await AnswersAsync(first) && await AnswersAsync(second));

        await DriveAsync(node, "clean", new VirtualMachineXml(7).Card(0, FirstGuest).Alias(1, 0, first, moved: true).Alias(2, 0, second));
        Assert.True(await IsSilentAsync(first));
        Assert.True(await AnswersAsync(second));

        // A whole card is taken away, and with it what belongs to it.
        await DriveAsync(node, "post", new VirtualMachineXml(7).Card(0, FirstGuest).Card(4, SecondGuest).Alias(2, 0, second).Alias(5, 4, first, moved: true));
        await DriveAsync(node, "clean", new VirtualMachineXml(7).Card(0, FirstGuest).Card(4, SecondGuest, moved: true).Alias(2, 0, second).Alias(5, 4, first));
        Assert.Equal($"{second} {FirstGuest} 7", await ShowAsync(node));
    }

    [Fact]
    public async Task Post_AddressHandedOnWithoutClean_IsTheNewOnesAlone()
    {
        var node = world.Node;
        await DriveAsync(node, "post", Machine(7, FirstGuest, "198.51.100.7"));

        await DriveAsync(node, "post", Machine(8, SecondGuest, "198.51.100.7"));

        Assert.Equal($"198.51.100.7 {SecondGuest} 8", await ShowAsync(node));
        await DriveAsync(node, "clean", Machine(7, FirstGuest, "198.51.100.7"));
        Assert.Equal($"198.51.100.7 {SecondGuest} 8", await ShowAsync(node));
    }

    [Fact]
    public async Task Arrives_AddressThatTheProviderTranslates_IsTakenAsItComes()
    {
        var node = world.Node;
        var inner = await world.RouteAsync();
        await GuestAsync(node, "one", FirstGuest);
        await DriveAsync(node, "post", Machine(7, FirstGuest, "203.0.113.9"));
        Assert.True(await IsSilentAsync(inner));

        await node.RunAsync($"setpriv --reuid oneadmin --regid oneadmin --clear-groups sudo -n /usr/local/lib/edgeprovision/alias-sdnat arrives 203.0.113.9 {inner}");

        Assert.True(await AnswersAsync(inner));
        Assert.Equal(inner, await SeenOutsideAsync("one"));
        await node.RunAsync("/usr/local/lib/edgeprovision/alias-sdnat arrives 203.0.113.9");
        Assert.True(await IsSilentAsync(inner));
    }

    [Fact]
    public async Task Arrives_AtTheHostsOwnAddress_IsRefusedAndTheHostStaysReachable()
    {
        var node = world.Node;
        var (own, besides) = (node.Machine.PublicAddress, await world.RouteAsync());
        await DriveAsync(node, "post", Machine(7, FirstGuest, "203.0.113.9"));

        var (arrives, why) = await node.TryAsync($"/usr/local/lib/edgeprovision/alias-sdnat arrives 203.0.113.9 {own}");
        var (post, whyNot) = await node.TryAsync(AsDriver("post"), Machine(7, FirstGuest, own).Text);

        Assert.Equal((1, 1), (arrives, post));
        Assert.Contains($"{own} is this host's own address", why, StringComparison.Ordinal);
        Assert.Contains($"virtual machine 7: {own} is this host's own address", whyNot, StringComparison.Ordinal);
        Assert.Equal($"203.0.113.9 {FirstGuest} 7", await ShowAsync(node));

        // What was told before it became the host's own is not translated either; what a system has configured besides its own address is, with its network or without.
        await node.RunAsync($"/usr/local/lib/edgeprovision/alias-sdnat arrives 203.0.113.9 {besides} && ip addr add {besides}/24 dev eth0 && /usr/local/lib/edgeprovision/alias-sdnat restore");
        Assert.DoesNotContain(besides, await node.RunAsync($"nft list ruleset; ip addr del {besides}/24 dev eth0"));
        foreach (var (first, length) in new[] { ($"{besides[..besides.LastIndexOf('.')]}.250/24", 24), ("198.51.100.250/24", 32) })
        {
            await node.RunAsync($"ip addr add {first} dev eth0; ip addr add {besides}/{length} dev eth0; /usr/local/lib/edgeprovision/alias-sdnat restore");
            Assert.Contains(besides, await node.RunAsync($"nft list ruleset; ip addr del {besides}/{length} dev eth0; ip addr del {first} dev eth0"));
        }
    }

    [Fact]
    public async Task Translation_PacketFilterEmptied_ComesBackAndABootForgetsIt()
    {
        var node = world.Node;
        var first = await world.RouteAsync();
        await GuestAsync(node, "one", FirstGuest);
        await DriveAsync(node, "post", Machine(7, FirstGuest, first));

        await node.RunAsync("systemctl restart nftables.service; for i in $(seq 300); do nft list table ip edgeprovision_alias >/dev/null 2>&1 && exit 0; sleep 0.2; done; exit 1");

        Assert.True(await AnswersAsync(first));
        await node.RebootAsync();
        Assert.Equal("", await ShowAsync(node));
    }

    [Theory]
    [InlineData("bm8gWE1M", "no virtual machine came on standard input")]
    [InlineData("", "no virtual machine came on standard input")]
    public async Task Post_NoVirtualMachine_IsRefusedAndSaysWhy(string input, string complaint)
    {
        var node = world.Node;

        var (status, output) = await node.TryAsync(AsDriver("post"), input);

        Assert.Equal(1, status);
        Assert.Contains(complaint, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WordsThatAreNoAddresses_AreRefusedAndNothingIsChanged()
    {
        var node = world.Node;
        await DriveAsync(node, "post", Machine(7, FirstGuest, "198.51.100.7"));

        var (status, output) = await node.TryAsync(AsDriver("post"), Machine(7, FirstGuest, "1.2.3.4; flush ruleset").Text);
        var (orphan, why) = await node.TryAsync(AsDriver("post"), new VirtualMachineXml(7).Card(0, FirstGuest).Alias(1, 3, "198.51.100.8").Text);

        // What the owner of a virtual machine writes about it is text, whatever it looks like.
        await DriveAsync(node, "post", new VirtualMachineXml(9) { UserTemplate = "</DESCRIPTION><TEMPLATE><NIC_ALIAS><IP>198.51.100.66</IP></NIC_ALIAS></TEMPLATE>" }.Card(0, SecondGuest));

        Assert.Equal((1, 1), (status, orphan));
        Assert.Contains("is no IPv4 address", output, StringComparison.Ordinal);
        Assert.Contains("belongs to card 3, which has no IPv4 address", why, StringComparison.Ordinal);
        Assert.Equal($"198.51.100.7 {FirstGuest} 7", await ShowAsync(node));
    }

    private static VirtualMachineXml Machine(int id, string card, string alias) => new VirtualMachineXml(id).Card(0, card).Alias(1, 0, alias);

    private static string AsDriver(string action) => $"setpriv --reuid oneadmin --regid oneadmin --init-groups {Driver}{action} deploy-id";

    private static async Task DriveAsync(MachineShell node, string action, VirtualMachineXml machine)
    {
        var (status, output) = await node.TryAsync(AsDriver(action), machine.Text);
        Assert.True(status == 0, $"{action}: {status}: {output}");
    }

    private static Task<string> ShowAsync(MachineShell node) => node.RunAsync("/usr/local/lib/edgeprovision/alias-sdnat show");

    private static Task<string> GuestAsync(MachineShell node, string name, string address) => node.RunAsync(
        $"ip link del {name}0 2>/dev/null; ip netns add {name} && ip link add {name}0 type veth peer name eth0 netns {name} && ip link set {name}0 master br0 up"
        + $" && ip -n {name} addr add {address}/24 dev eth0 && ip -n {name} link set eth0 up && ip -n {name} link set lo up && ip -n {name} route add default via 192.168.150.1");

    /// <summary>The address by which a guest's packets reach the outside world.</summary>
    private Task<string> SeenOutsideAsync(string guest) => SeenAsync(guest, world.Outside.Machine.PublicAddress, world.Outside, "");

    /// <summary>The address by which a guest's packets to a target reach another guest.</summary>
    private Task<string> SeenByAsync(string guest, string target, string listener) => SeenAsync(guest, target, world.Node, $"ip netns exec {listener} ");

    private async Task<string> SeenAsync(string guest, string target, MachineShell where, string listener)
    {
        var listening = $"/tmp/listening-{Guid.NewGuid():N}";
        var heard = where.RunAsync(
            $$"""
            {{listener}}perl -MIO::Socket::INET -MSocket -e '
              alarm 60; $s = IO::Socket::INET->new(LocalPort => 7788, Proto => "udp") or die; open F, ">{{listening}}"; close F;
              $from = $s->recv($x, 100); print inet_ntoa((sockaddr_in($from))[1]);'
            """);
        await where.RunAsync($"for i in $(seq 600); do test -e {listening} && exit 0; sleep 0.1; done; exit 1");
        await world.Node.RunAsync($"ip netns exec {guest} bash -c 'echo x > /dev/udp/{target}/7788'");
        return await heard;
    }

    /// <summary>Whether an address answers before long.</summary>
    private static async Task<bool> AnswersAsync(string address)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await AnswersOnceAsync(address))
        {
            if (Stopwatch.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
                return false;
            await Task.Delay(100, Token);
        }

        return true;
    }

    /// <summary>Whether an address does not answer in a time in which one that is reached does.</summary>
    private static async Task<bool> IsSilentAsync(string address) => !await AnswersOnceAsync(address) && !await AnswersOnceAsync(address);

    private static async Task<bool> AnswersOnceAsync(string address)
    {
        using Ping ping = new();
        return (await ping.SendPingAsync(IPAddress.Parse(address), TimeSpan.FromSeconds(1), cancellationToken: Token)).Status == IPStatus.Success;
    }
}

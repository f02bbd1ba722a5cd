using System.Net;
using System.Net.Sockets;
using EdgeProvision.Sandbox.Filtering;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Tests.Hosts;

/// <summary>Packets to and from machines that a provider filters, among others that none does.</summary>
[Collection(MachineRoomCollection.Name)]
public sealed class FilterTests(MachineRoomFixture fixture) : IAsyncLifetime
{
    private const string First = "10.251.8.4";
    private const string Second = "10.251.9.4";
    private const string Here = "";
    private const string Patience = "30", Impatience = "0.5";
    private const int TimedOut = 124;
    private const int Tcp = 6, Udp = 17, Icmp = 1;

    private static readonly FilterRule EverythingOut = new(PacketDirection.Out, [IPNetwork.Parse("0.0.0.0/0")]);
    private readonly Dictionary<string, IReadOnlyList<FilterRule>> _rules = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LinuxMachineRoom Room => fixture.Room;

    private string[] Ping => ["chroot", Room.Describe().OperatingSystem, "ping", "-c", "1", "-W", Patience];

    public async ValueTask InitializeAsync()
    {
        await SetAsync("first", EverythingOut);
        await SetAsync("second", EverythingOut);
        await Task.WhenAll(InstallAsync("first", First), InstallAsync("second", Second));
    }

    public async ValueTask DisposeAsync()
    {
        await Room.FilterAsync([], CancellationToken.None);
        await Task.WhenAll(Room.ScrapAsync("first", CancellationToken.None), Room.ScrapAsync("second", CancellationToken.None));
    }

    [Fact]
    public async Task FilterAsync_RulesThatComeAndGo_HoldAtOnce()
    {
        var address = Room.Find("first")!.PublicAddress;
        await SshIsHeldUpAsync(Here, address);
        await SshPassesAsync("device-1", Room.Find("device-2")!.PublicAddress);

        // This computer, as services on loopback know it.
        await SetAsync("first", EverythingOut, In(Tcp, (22, 22), "127.0.0.1/32"));
        await SshPassesAsync(Here, address);
        await SshIsHeldUpAsync("device-1", address);

        // What stands goes on when its rule goes; nothing else comes in.
        using var standing = new TcpClient();
        await standing.ConnectAsync(address, 22, Token);
        var greeting = new byte[256];
        Assert.NotEqual(0, await standing.GetStream().ReadAsync(greeting, Token));
        await SetAsync("first", EverythingOut, In(Tcp, (22, 22), $"{Room.Find("device-1")!.PublicAddress}/32"));
        await SshIsHeldUpAsync(Here, address);
        await SshPassesAsync("device-1", address);
        await standing.GetStream().WriteAsync("SSH-2.0-test\r\n"u8.ToArray(), Token);
        Assert.NotEqual(0, await standing.GetStream().ReadAsync(greeting, Token));
        await SetAsync("first", EverythingOut, In(Tcp, (1, 21), "0.0.0.0/0"), In(Tcp, (23, 65535), "0.0.0.0/0"), In(Udp, (22, 22), "0.0.0.0/0"), In(Icmp, null, "0.0.0.0/0"));
        await SshIsHeldUpAsync("device-1", address);
        await PingPassesAsync("device-1", address);
        await PingIsHeldUpAsync("device-1", Room.Find("second")!.PublicAddress);

        // It is off and on again behind the same port.
        await Room.PullPlugAsync("first", Token);
        await Room.PowerOnAsync("first", Token);
        await fixture.AwaitSshAsync("first");
        await SshIsHeldUpAsync(Here, address);
        await PingPassesAsync("device-1", address);
    }

    [Fact]
    public async Task FilterAsync_RulesForOneAnother_GoByPrivateAddresses()
    {
        using var server = Shell.Start("ip", "netns", "exec", Room.Place("second").NetworkNamespace, "perl", "-e", Datagrams.Echo);
        Assert.Equal("ready", await server.StandardOutput.ReadLineAsync(Token));
        await DatagramIsHeldUpAsync("first", Second);

        await SetAsync("second", EverythingOut, In(Udp, (4789, 4789), $"{First}/32"));
        await DatagramPassesAsync("first", Second, First);
        await DatagramIsHeldUpAsync("device-1", Second);
        await PingIsHeldUpAsync("first", Second);

        // By the public address it comes from a public one.
        await DatagramIsHeldUpAsync("first", Room.Find("second")!.PublicAddress);
        await SetAsync("second", EverythingOut, In(Udp, (4789, 4789), $"{Room.Find("first")!.PublicAddress}/32"));
        await DatagramPassesAsync("first", Room.Find("second")!.PublicAddress, Room.Find("first")!.PublicAddress);

        // What is not let out does not get there either.
        await SetAsync("first", new FilterRule(PacketDirection.Out, [IPNetwork.Parse($"{Room.Find("device-1")!.PublicAddress}/32")]) { Protocol = Tcp, Ports = (22, 22) });
        await DatagramIsHeldUpAsync("first", Room.Find("second")!.PublicAddress);
        await SshPassesAsync("first", Room.Find("device-1")!.PublicAddress);
        await SshIsHeldUpAsync("first", Room.Find("device-2")!.PublicAddress);
        server.Kill();
    }

    private async Task InstallAsync(string id, string inner)
    {
        await Room.InstallAsync(new MachineOrder(id, id, [fixture.PublicKey]) { InnerAddress = $"{inner}/24" }, Token);
        await fixture.AwaitSshAsync(id);
    }

    private Task SetAsync(string id, params FilterRule[] rules)
    {
        _rules[id] = rules;
        return Room.FilterAsync([.. _rules.Select(some => new FilteredMachines([some.Key], some.Value))], Token);
    }

    private static FilterRule In(int protocol, (int, int)? ports, string peer) => new(PacketDirection.In, [IPNetwork.Parse(peer)]) { Protocol = protocol, Ports = ports };

    private async Task SshPassesAsync(string from, string to) => Assert.Equal("SSH-", (await InsideAsync(from, Patience, "bash", "-c", Greeting(to))).Output);

    private async Task SshIsHeldUpAsync(string from, string to) => Assert.Equal(TimedOut, (await InsideAsync(from, Impatience, "bash", "-c", Greeting(to))).Status);

    private async Task PingPassesAsync(string from, string to) => Assert.Equal(0, (await InsideAsync(from, Patience, [.. Ping, to])).Status);

    private async Task PingIsHeldUpAsync(string from, string to) => Assert.Equal(TimedOut, (await InsideAsync(from, Impatience, [.. Ping, to])).Status);

    private async Task DatagramPassesAsync(string from, string to, string seenAs) => Assert.Equal(seenAs, (await InsideAsync(from, Patience, "perl", "-e", Datagrams.Ask, to)).Output);

    private async Task DatagramIsHeldUpAsync(string from, string to) => Assert.Equal(TimedOut, (await InsideAsync(from, Impatience, "perl", "-e", Datagrams.Ask, to)).Status);

    /// <summary>A command of this computer's, in the network of a machine or in this computer's own.</summary>
    private Task<(int Status, string Output)> InsideAsync(string from, string limit, params string[] command) => from == Here
        ? Shell.TryAsync("timeout", [limit, .. command])
        : Shell.TryAsync("ip", ["netns", "exec", Room.Place(from).NetworkNamespace, "timeout", limit, .. command]);

    private static string Greeting(string address) => $"exec 3<>/dev/tcp/{address}/22 && head -c 4 <&3";
}

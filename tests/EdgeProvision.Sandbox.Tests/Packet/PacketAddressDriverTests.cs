using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Packet;

namespace EdgeProvision.Sandbox.Tests.Packet;

public sealed class PacketAddressDriverTests : IAsyncDisposable
{
    private const string Key = "5ca1ab1e/net/fosdem-public/1";
    private readonly PacketBench _bench = new();
    private readonly FaultBoard _board;
    private readonly PacketAddressDriver _driver;

    public PacketAddressDriverTests()
    {
        _board = new FaultBoard(_bench.Clock);
        _driver = new PacketAddressDriver(new FaultLayer("packet", _bench.Emulator, _board), _bench.Emulator.Tenant);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _board.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task RegisterAsync_NewKey_BuysTagsAndRepeatsIt()
    {
        var answer = await _driver.RegisterAsync(Range(), Token);
        var id = Assert.Single(_bench.Emulator.Ledger.Entries).Id;
        Assert.Equal($"""AR=[ TYPE="IP4", IP="198.18.0.0", SIZE="2", IPAM_MAD="packet", DEPLOY_ID="{id}", EDGE_KEY="{Key}" ]""", answer);
        Assert.Equal(["edge-provision=5ca1ab1e", $"edge-key={Key}"], _bench.Emulator.Ledger.Entries[0].Tags);
    }

    [Fact]
    public async Task RegisterAsync_AnswerLost_TheNextFindsWhatWasBought()
    {
        _board.Add(new FaultOrder { Kind = FaultKind.LostAnswer, Match = new CallMatch { Method = "POST", Path = "/projects/*/ips" } });
        await Assert.ThrowsAsync<IOException>(() => _driver.RegisterAsync(Range(), Token));
        var answer = await _driver.RegisterAsync(Range(), Token);
        Assert.Contains(Assert.Single(_bench.Emulator.Ledger.Entries).Id, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RegisterAsync_Refused_CarriesTheProvidersReason()
    {
        var error = await Assert.ThrowsAsync<IOException>(() => _driver.RegisterAsync(Range(size: "3"), Token));
        Assert.Contains("power of two", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnregisterAsync_TwiceAndWithAssignments_ReleasesOnce()
    {
        var range = Registered(await _driver.RegisterAsync(Range(), Token));
        var device = await _bench.OrderActiveAsync();
        await _bench.JsonAsync("POST", $"/devices/{device}/ips", new JsonObject { ["address"] = "198.18.0.1/32" }, 201);
        await _driver.UnregisterAsync(range, Token);
        await _driver.UnregisterAsync(range, Token);
        Assert.NotNull(_bench.Emulator.Ledger.Entries.Single(entry => entry.Kind == "addresses").GoneAt);
    }

    [Fact]
    public async Task GetAsync_AllLeased_IsNullUntilOneIsFreed()
    {
        var range = Registered(await _driver.RegisterAsync(Range(), Token));
        Assert.Equal("198.18.0.1", await _driver.AllocateAsync(range, "198.18.0.1", Token));
        Assert.Null(await _driver.AllocateAsync(range, "198.18.0.1", Token));
        Assert.Equal("198.18.0.0", await _driver.GetAsync(range, Token));
        Assert.Null(await _driver.GetAsync(range, Token));
        var device = await _bench.OrderActiveAsync();
        await _bench.JsonAsync("POST", $"/devices/{device}/ips", new JsonObject { ["address"] = "198.18.0.1/32" }, 201);
        await _driver.FreeAsync(range, "198.18.0.1", Token);
        Assert.Equal("198.18.0.1", await _driver.GetAsync(range, Token));
    }

    private static Dictionary<string, string> Range(string size = "2") => new()
    {
        ["TYPE"] = "IP4", ["SIZE"] = size, ["IPAM_MAD"] = "packet", ["PACKET_IP_TYPE"] = "public_ipv4", ["FACILITY"] = "ams1", ["EDGE_KEY"] = Key,
    };

    private static Dictionary<string, string> Registered(string answer) =>
        answer["AR=[ ".Length..^2].Split(", ").Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));
}

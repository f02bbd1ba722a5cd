using System.Text.Json.Nodes;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>What is on offer: as the API tells it, and as it sells it.</summary>
public sealed class PacketCatalogueTests : IAsyncDisposable
{
    private const string Devices = $"/projects/{PacketBench.Project}/devices";
    private readonly PacketBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Plans_NameSpecsAndPrices()
    {
        var plan = await PlanAsync("m2.xlarge.x86", "");

        Assert.Equal(2, (int)plan["specs"]!["cpus"]![0]!["count"]!);
        Assert.Contains("28 cores", (string)plan["description"]!, StringComparison.Ordinal);
        Assert.Equal("384GB", (string)plan["specs"]!["memory"]!["total"]!);
        Assert.Equal(["120GB", "3.8TB"], ((JsonArray)plan["specs"]!["drives"]!).Select(drive => (string)drive!["size"]!));
        Assert.Equal(2.00m, (decimal)plan["pricing"]!["hour"]!);
    }

    [Fact]
    public async Task Plans_WithoutInclude_ReferToTheirPlaces()
    {
        var places = (JsonArray)(await PlanAsync("baremetal_0", ""))["available_in"]!;

        Assert.All(places, place => Assert.Null(place!["code"]));
        Assert.All(places, place => Assert.StartsWith("/facilities/", (string)place!["href"]!, StringComparison.Ordinal));
        Assert.All(places, place => Assert.NotNull(place!["price"]!["hour"]));
    }

    [Fact]
    public async Task Plans_WithInclude_NameTheirPlacesAndThePriceThere()
    {
        var plan = await PlanAsync("baremetal_0", "?include=available_in,available_in_metros");

        Assert.Equal(0.07m, PriceIn(plan, "available_in", "ams1"));
        Assert.Equal(0.08m, PriceIn(plan, "available_in", "nrt1"));
        Assert.Equal(0.08m, PriceIn(plan, "available_in_metros", "ty"));
    }

    [Theory]
    [InlineData("/capacity", "lhr1", "x1.small.x86", "unavailable")]
    [InlineData("/capacity", "sjc1", "c2.medium.x86", "limited")]
    [InlineData("/capacity", "ams1", "baremetal_0", "normal")]
    [InlineData("/capacity/metros", "ld", "x1.small.x86", "unavailable")]
    [InlineData("/capacity/metros", "ny", "m2.xlarge.x86", "normal")]
    public async Task Capacity_OfAPlace_IsALevelOfEachPlan(string path, string place, string plan, string level)
    {
        var capacity = (await _bench.JsonAsync("GET", path))["capacity"]!;

        Assert.Equal(level, (string)capacity[place]![plan]!["level"]!);
        Assert.Equal(path.EndsWith("metros", StringComparison.Ordinal), capacity[place]![plan]!["available_servers"] is not null);
    }

    [Theory]
    [InlineData("2", true)]
    [InlineData("90", false)]
    public async Task Capacity_AskedForANumber_SaysWhetherItIsThere(string quantity, bool isThere)
    {
        var wish = new JsonObject { ["metro"] = "ld", ["plan"] = "c3.small.x86", ["quantity"] = quantity };

        var answer = await _bench.JsonAsync("POST", "/capacity/metros", new JsonObject { ["servers"] = new JsonArray(wish) });

        Assert.Equal(isThere, (bool)answer["servers"]![0]!["available"]!);
    }

    [Fact]
    public async Task Capacity_AskedForWhatIsNot_IsRefused() => await _bench.JsonAsync(
        "POST", "/capacity", new JsonObject { ["servers"] = new JsonArray(new JsonObject { ["facility"] = "xyz9", ["plan"] = "baremetal_0", ["quantity"] = "1" }) }, 422);

    [Fact]
    public async Task Create_WhereThePlanIsSoldOut_IsRefusedAndBuysNothing()
    {
        var order = PacketBench.Order();
        (order["plan"], order["facility"]) = ("x1.small.x86", "lhr1");

        var answer = await _bench.JsonAsync("POST", Devices, order, 422);

        Assert.Equal("The facility lhr1 has no provisionable x1.small.x86 servers matching your criteria", (string)answer["errors"]![0]!);
        Assert.Empty(_bench.Emulator.Ledger.Entries);
    }

    [Fact]
    public async Task Create_InTheFirstOfSeveralPlacesThatIsSoldOut_GetsTheNext()
    {
        var order = PacketBench.Order();
        (order["plan"], order["facility"]) = ("x1.small.x86", new JsonArray("lhr1", "ams1"));

        var device = await _bench.JsonAsync("POST", Devices, order, 201);

        Assert.Equal("ams1", (string)device["facility"]!["code"]!);
    }

    private async Task<JsonNode> PlanAsync(string slug, string query) =>
        ((JsonArray)(await _bench.JsonAsync("GET", "/plans" + query))["plans"]!).Single(plan => (string)plan!["slug"]! == slug)!;

    private static decimal PriceIn(JsonNode plan, string list, string code) =>
        (decimal)((JsonArray)plan[list]!).Single(place => (string?)place!["code"] == code)!["price"]!["hour"]!;
}

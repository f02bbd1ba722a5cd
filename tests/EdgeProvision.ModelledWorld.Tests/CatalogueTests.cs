using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>What providers offer, read from the emulated service as users see it.</summary>
public sealed class CatalogueTests
{
    [Fact]
    public async Task Providers_OfASandbox_AreItsOwnAlone()
    {
        await using var world = new TheWorld();
        var machine = new ModelledEnvironment(TheWorld.KeyPath, TheWorld.KeyText) { Variables = { ["PACKET_ENDPOINT"] = "https://real.test", ["PACKET_TOKEN"] = "real" } };
        var engine = await EngineAsync(world, new EngineProcess(world, "workstation", 1) { Machine = machine });

        var provider = Assert.Single(engine.Offers.Providers());

        Assert.Equal(new EdgeProvider
        {
            Name = "packet", Driver = "packet", Endpoint = new Uri("http://packet.modelled"), Project = world.Sandbox.PacketEmulator.Tenant.ProjectId,
            CredentialSource = "sandbox", IsSandbox = true,
        }, provider);
    }

    [Fact]
    public async Task Hardware_IsToldWithPricesPlacesAndStock()
    {
        await using var world = new TheWorld();
        var engine = await EngineAsync(world, world.Start());
        var provider = engine.Offers.Providers()[0];

        var hardware = (await world.RunAsync(() => engine.Offers.HardwareAsync(provider, CancellationToken.None))).ToDictionary(h => h.Name);

        var small = hardware["baremetal_0"];
        Assert.Equal(("t1.small.x86", 1, 4, 8.0, 80.0, 0.07m, "USD"), (small.DisplayName, small.ProcessorCount, small.Cores, small.MemoryGB, small.DiskGB, small.HourlyPrice, small.Currency));
        Assert.Equal(["1 x 80GB SSD"], small.Disks);
        Assert.Equal(0.07m, small.Offers.Single(o => o.Location == "ams1").HourlyPrice);
        Assert.Equal(0.08m, small.Offers.Single(o => o.Location == "nrt1").HourlyPrice);
        Assert.Equal(new EdgeHardwareOffer("ty", 0.08m, EdgeStock.Available, 25), small.Offers.Single(o => o.Location == "ty"));
        var scarce = hardware["m2.xlarge.x86"];
        Assert.Equal((28, 4040.0, EdgeStock.Available), (scarce.Cores, scarce.DiskGB, scarce.Stock));
        Assert.Equal((EdgeStock.None, EdgeStock.Limited), (scarce.Offers.Single(o => o.Location == "nrt1").Stock, scarce.Offers.Single(o => o.Location == "ewr1").Stock));
        Assert.All(hardware.Values, h => Assert.NotNull(h.Cores));
    }

    [Fact]
    public async Task LocationsAndImages_AreToldByTheWordsOfDescriptors()
    {
        await using var world = new TheWorld();
        var engine = await EngineAsync(world, world.Start());
        var provider = engine.Offers.Providers()[0];

        var places = (await world.RunAsync(() => engine.Offers.LocationsAsync(provider, CancellationToken.None))).ToDictionary(l => l.Name);
        var images = (await world.RunAsync(() => engine.Offers.ImagesAsync(provider, CancellationToken.None))).ToDictionary(i => i.Name);

        Assert.Equal(("facility", "Amsterdam, NL", "am", "NL", "packet"), (places["ams1"].Kind, places["ams1"].DisplayName, places["ams1"].Metro, places["ams1"].Country, places["ams1"].Provider));
        Assert.Equal(("metro", "Amsterdam", null, "NL"), (places["am"].Kind, places["am"].DisplayName, places["am"].Metro, places["am"].Country));
        Assert.Equal(("debian", "12", "Debian 12"), (images["debian_12"].Distribution, images["debian_12"].Version, images["debian_12"].DisplayName));
        Assert.Contains("baremetal_0", images["debian_12"].Hardware);
    }

    [Fact]
    public async Task Plans_OfACreateAndADelete_TellWhatTheyCostByOneListEach()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(2, ipam: false));
        var first = world.Start();

        var create = await world.RunAsync(async () => await (await first.EngineAsync()).PlanAsync(new Engine.Requests.CreateRequest(path), CancellationToken.None));
        await world.RunAsync(new Engine.Requests.CreateRequest(path));
        var second = world.Start();
        var delete = await world.RunAsync(async () => await (await second.EngineAsync()).PlanAsync(new Engine.Requests.DeleteRequest("edge"), CancellationToken.None));
        var third = world.Start();
        var configure = await world.RunAsync(async () => await (await third.EngineAsync()).PlanAsync(new Engine.Requests.ConfigureRequest("edge") { Reapply = true }, CancellationToken.None));

        Assert.Equal((0.14m, "USD"), (create.HourlyCost, create.Currency));
        Assert.Equal(-0.14m, delete.HourlyCost);
        Assert.Null(configure.HourlyCost);
        Assert.Equal((1, 1, 0), (Lists(first), Lists(second), Lists(third)));
        Assert.NotNull(delete.ExpectedDuration);

        static int Lists(EngineProcess process) => process.Calls.Names.Count(n => n == "packet GET /plans");
    }

    private static Task<Engine.EdgeEngine> EngineAsync(TheWorld world, EngineProcess process) => world.RunAsync(process.EngineAsync);
}

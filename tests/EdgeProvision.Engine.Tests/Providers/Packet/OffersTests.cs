using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Packet;

/// <summary>What the catalogue tells beside words, on answers as the service gave them.</summary>
public sealed class OffersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_InFull_IsRead()
    {
        var entry = await HardwareAsync("""
            {"id":"p1","slug":"m2.xlarge.x86","name":"m2.xlarge.x86","description":"A large one, with processors and 384GB of RAM.","pricing":{"hour":2.0},
             "specs":{"cpus":[{"count":2,"type":"Intel Xeon Gold 5120 14-Core Processor @ 2.2GHz"}],"memory":{"total":"384GB"},
                      "drives":[{"count":2,"size":"120GB","type":"SSD"},{"count":1,"size":"3.8TB","type":"NVME"}]},
             "available_in":[{"id":"f1","code":"ams1","price":{"hour":2.0}},{"id":"f2","code":"nrt1","price":{"hour":2.4}}],
             "available_in_metros":[{"id":"m1","code":"am"}]}
            """);

        Assert.Equal((2, 28, 384.0, 4040.0, 2.0m, "USD"), (entry.ProcessorCount, entry.Cores, entry.MemoryGB, entry.DiskGB, entry.HourlyPrice, entry.Currency));
        Assert.Equal("Intel Xeon Gold 5120 14-Core Processor @ 2.2GHz", entry.Processor);
        Assert.Equal(["2 x 120GB SSD", "1 x 3.8TB NVME"], entry.Disks);
        Assert.Equal(["ams1", "nrt1", "am"], entry.Places.Keys);
        Assert.Equal((2.0m, 2.4m, 2.0m, null), (entry.PriceAt(["ams1"]), entry.PriceAt(["nrt1"]), entry.PriceAt(["am"]), entry.PriceAt(["ams1", "nrt1"])));
    }

    [Theory]
    [InlineData("""{"cpus":[{"count":1,"type":"Intel Atom C2550 @ 2.4Ghz"}]}""", "a general use server (4 cores), and 8GB of RAM", 4)]
    [InlineData("""{"cpus":[{"count":2,"type":"Intel Xeon E5-2650 v4"}]}""", "dual Intel Xeon (24 Physical Cores @ 2.2GHz)", 24)]
    [InlineData("""{"cpus":[{"count":1,"type":"AMD EPYC 7402P 24-Core Processor @ 2.8GHz"}]}""", "", 24)]
    [InlineData("""{"cpus":[{"count":1,"type":"Intel Atom"}]}""", "an Intel Atom 2.4Ghz processor and 8GB of RAM", null)]
    [InlineData("{}", "", null)]
    [InlineData("null", "", null)]
    public async Task Plan_WhoseCoresStandInTextsAlone_TellsThemWhereTheyDo(string specs, string description, int? cores) =>
        Assert.Equal(cores, (await HardwareAsync($$"""{"id":"p","slug":"x","name":"x","description":"{{description}}","specs":{{specs}}}""")).Cores);

    [Theory]
    [InlineData("""{"id":"p","slug":"x","name":"x"}""")]
    [InlineData("""{"id":"p","slug":"x","name":"x","pricing":null,"specs":null,"available_in":null}""")]
    [InlineData("""{"id":"p","slug":"x","name":"x","pricing":{"hour":"free"},"specs":{"memory":{"total":"lots"},"drives":[{"size":"huge"}]},"available_in":[{"href":"/facilities/f1"}]}""")]
    [InlineData("""{"id":"p","slug":"x","name":"x","pricing":{"hour":-1}}""")]
    public async Task Plan_OfAServiceThatTellsLess_LeavesOpenWhatItDoesNotTell(string plan)
    {
        var entry = await HardwareAsync(plan);

        Assert.Equal((null, null, null, null, null), (entry.Cores, entry.MemoryGB, entry.DiskGB, entry.HourlyPrice, entry.Currency));
        Assert.Empty(entry.Places);
    }

    [Fact]
    public async Task Plan_OfTheEarlyService_ListsPlacesByTheirWords() =>
        Assert.Equal(["ams1", "ewr1"], (await HardwareAsync("""{"id":"p","slug":"x","name":"x","available_in":["ams1","ewr1"]}""")).Places.Keys);

    [Fact]
    public async Task Plan_WithControlCharacters_IsShownWithoutThem()
    {
        var entry = await HardwareAsync("""{"id":"p","slug":"x","name":"x","description":"red \u001b[31m and\nmore"}""");

        Assert.DoesNotContain(entry.Description!, char.IsControl);
    }

    [Fact]
    public async Task ImageAndPlaces_AreReadWithTheirFacts()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, """{"operating_systems":[{"id":"o","slug":"debian_12","name":"Debian 12","distro":"debian","version":"12","provisionable_on":["baremetal_0",7]}]}""")
            .Answer(200, """{"facilities":[{"id":"f","code":"ams1","name":"Amsterdam, NL","metro":{"code":"am","country":"NL"}}]}""");

        var image = Assert.IsType<ImageEntry>(Assert.Single((await world.Driver.ReadCatalogAsync("os", Token))!.Entries));
        var place = Assert.IsType<PlaceEntry>(Assert.Single((await world.Driver.ReadCatalogAsync("facility", Token))!.Entries));

        Assert.Equal(("debian", "12", "baremetal_0"), (image.Distribution, image.Version, Assert.Single(image.Hardware)));
        Assert.Equal(("am", "NL"), (place.Metro, place.Country));
    }

    [Fact]
    public async Task Stock_OfFacilitiesAndMetros_IsReadWithItsNumbers()
    {
        var world = new ProviderWorld();
        world.Service.Otherwise = request => ScriptedService.Reply(200, request.RequestUri!.AbsolutePath == "/capacity"
            ? """{"capacity":{"ams1":{"baremetal_0":{"level":"normal"},"x1.small.x86":{"level":"unavailable"},"odd":{"level":"plenty"}},"odd":[]}}"""
            : """{"capacity":{"am":{"baremetal_0":{"level":"limited","available_servers":3}}}}""");

        Assert.Equal(
            [new StockEntry("ams1", "baremetal_0", EdgeStock.Available, null), new("ams1", "x1.small.x86", EdgeStock.None, null), new("ams1", "odd", EdgeStock.Unknown, null), new("am", "baremetal_0", EdgeStock.Limited, 3)],
            await world.Driver.ReadStockAsync(Token));
    }

    [Fact]
    public async Task Stock_OfAServiceThatDoesNotTell_IsNone()
    {
        var world = new ProviderWorld();
        world.Service.Otherwise = _ => ScriptedService.Reply(404, """{"errors":["Not found"]}""");

        Assert.Empty(await world.Driver.ReadStockAsync(Token));
    }

    private static async Task<HardwareEntry> HardwareAsync(string plan)
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, $$"""{"plans":[{{plan}}]}""");
        return Assert.IsType<HardwareEntry>(Assert.Single((await world.Driver.ReadCatalogAsync("plan", Token))!.Entries));
    }
}

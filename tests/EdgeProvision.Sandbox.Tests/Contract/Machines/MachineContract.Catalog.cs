using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

public abstract partial class MachineContract
{
    [Fact]
    public async Task Catalog_EveryList_HasWhatOrdersMayName()
    {
        Assert.Equal(Offer.Lists.Order(), Driver.CatalogKeys.Select(k => k.Topic).Distinct().Order());
        var order = _bench.Order("node1");
        foreach (var key in Driver.CatalogKeys)
        {
            var list = Assert.IsType<Catalog>(await Driver.ReadCatalogAsync(key.Name, Token));
            Assert.NotEmpty(list.Entries);
            Assert.Equal(list.Entries.Count, list.Entries.Select(e => e.Slug).Distinct().Count());
            Assert.All(list.Entries, e => Assert.True(e.Slug.Length > 0 && list.Takes(e.Slug)));
            Assert.Equal(list.IsOpen, list.Takes("no-such-word"));
            if (order.Keys.TryGetValue(key.Name, out var ordered))
                Assert.NotNull(list.Find(ordered));
            var sort = key.Topic switch
            {
                CatalogTopic.Hardware => typeof(HardwareEntry),
                CatalogTopic.Image => typeof(ImageEntry),
                _ => typeof(PlaceEntry),
            };
            Assert.All(list.Entries, e => Assert.IsType(sort, e));
        }
    }

    [Fact]
    public async Task Catalog_Hardware_TellsSizeAndPriceWhereTheServiceDoes()
    {
        var hardware = await EntriesAsync<HardwareEntry>(CatalogTopic.Hardware);

        Assert.Equal(Offer.Lists.Contains(CatalogTopic.Hardware), hardware.Count > 0);
        Assert.All(hardware, h => Assert.True(h is { Cores: > 0, MemoryGB: > 0 }, $"{h}"));
        Assert.All(hardware, h => Assert.Equal((Offer.TellsPrices, Offer.TellsPrices), (h.HourlyPrice > 0, h.Currency is not null)));
        Assert.All(hardware, h => Assert.NotEmpty(h.Places));
    }

    [Fact]
    public async Task Stock_OfAllPlaces_IsInWordsOfTheCatalog()
    {
        var stock = await Driver.ReadStockAsync(Token);

        Assert.Equal(Offer.TellsStock, stock.Count > 0);
        var hardware = (await EntriesAsync<HardwareEntry>(CatalogTopic.Hardware)).Select(h => h.Slug).ToHashSet(StringComparer.Ordinal);
        var places = (await EntriesAsync<PlaceEntry>(CatalogTopic.Location)).Select(p => p.Slug).ToHashSet(StringComparer.Ordinal);
        Assert.All(stock, s => Assert.True(hardware.Contains(s.Hardware) && places.Contains(s.Place), $"{s}"));
        Assert.All(stock, s => Assert.NotEqual(EdgeStock.Unknown, s.Level));
    }

    [Fact]
    public async Task Catalog_WithoutTheRight_IsUnknownAndRefusesNothing()
    {
        _bench.Fail(BenchCall.Any, FaultKind.Status, 403, times: 0);

        foreach (var key in Driver.CatalogKeys)
            Assert.Null(await Driver.ReadCatalogAsync(key.Name, Token));
        Assert.Empty(await Driver.ReadStockAsync(Token));
    }

    private async Task<IReadOnlyList<T>> EntriesAsync<T>(CatalogTopic topic)
        where T : CatalogEntry
    {
        var entries = new List<T>();
        foreach (var key in Driver.CatalogKeys.Where(k => k.Topic == topic))
            entries.AddRange((await Driver.ReadCatalogAsync(key.Name, Token))!.Entries.Cast<T>());
        return entries;
    }
}

using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Orphans;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Orphans;

/// <summary>The order in which provider and front-end are asked, and what is made of the answers.</summary>
public sealed class OrphanFinderTests
{
    private const string Lost = "99999999-2222-3333-4444-555555555555";
    private static readonly EdgeProvider s_provider = new() { Name = "packet", Driver = "packet", Endpoint = new Uri("http://127.0.0.1:9"), CredentialSource = "env:PACKET_TOKEN" };
    private readonly World _world = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FrontEndClient Client => _world.Scope.FrontEnd;

    [Fact]
    public async Task Find_AsksTheProviderBeforeTheFrontEnd()
    {
        List<int> callsBefore = [];
        _world.Driver.OnListTagged = () => callsBefore.Add(_world.FrontEnd.Calls.Count);
        _world.Driver.Tagged.Enqueue([Machine()]);

        Assert.Equal(["d-1"], (await FindAsync()).Select(o => o.Id));

        Assert.Equal(2, callsBefore.Count);
        Assert.Equal(0, callsBefore[0]);
    }

    [Fact]
    public async Task Find_ReleasedBetweenTheLooks_IsNoOrphan()
    {
        // A removal has released it, and has removed the record before the front-end was asked.
        _world.Driver.Tagged.Enqueue([Machine(), Machine("d-2")]);
        _world.Driver.Tagged.Enqueue([Machine("d-2")]);

        Assert.Equal(["d-2"], (await FindAsync()).Select(o => o.Id));
    }

    [Fact]
    public async Task Find_NothingThere_DoesNotAskTheFrontEnd()
    {
        _world.Driver.Tagged.Enqueue([]);

        Assert.Empty(await FindAsync());

        Assert.Empty(_world.FrontEnd.Calls);
    }

    [Fact]
    public async Task Find_FrontEndDoesNotAnswer_FindsNothingButTheError()
    {
        _world.Driver.Tagged.Enqueue([Machine()]);
        _world.Respond = call => call.Method == "one.hostpool.info" ? new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest) : World.Accept(call);

        await Assert.ThrowsAnyAsync<EdgeException>(FindAsync);
    }

    [Theory]
    [InlineData(true, 0.08)]
    [InlineData(false, null)]
    public async Task Find_Price_IsThatOfThePlaceAndHidesNothingWhenItIsNotTold(bool isTold, double? cost)
    {
        _world.Driver.Tagged.Enqueue([Machine()]);
        _world.Driver.Catalogs["plan"] = new Catalog("plan", [new HardwareEntry("1", "small", "Small") { HourlyPrice = 0.07m, Currency = "USD", Places = new Dictionary<string, decimal?> { ["ams1"] = 0.08m } }]);
        if (!isTold)
            _world.Driver.OnReadCatalog = _ => throw new EdgeException("ProviderUnavailable", ErrorKind.Unreachable, "No.");

        var orphan = Assert.Single(await FindAsync());

        Assert.Equal(((decimal?)cost, TimeSpan.FromDays(1)), (orphan.HourlyCost, orphan.Age));
        Assert.Equal((decimal?)cost * 24, orphan.CostSoFar);
    }

    [Fact]
    public async Task Remove_WhoseTagIsGone_IsRefusedAndStays()
    {
        _world.Driver.Add("d-1", null);
        _world.Driver.Tagged.Enqueue([]);

        var error = await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(new EdgeOrphan(EdgeOrphanKind.Device, "a", "d-1", "packet", Lost)));

        Assert.Equal("OrphanChanged", error.Code);
        Assert.Empty(_world.Driver.Deleted);
    }

    [Fact]
    public async Task Remove_OfADisk_DeletesItUnlessItIsAtAMachineByNow()
    {
        var disk = new TaggedItem(TaggedItemKind.Disk, "vol-1", Lost, $"{Lost}/host/a", "a") { CreatedAt = _world.Time.GetUtcNow() - TimeSpan.FromDays(1), Hardware = "gp3 60 GB" };
        _world.Driver.Disks.Add("vol-1");
        _world.Driver.Tagged.Enqueue([disk]);
        var found = Assert.Single(await FindAsync());
        Assert.Equal((EdgeOrphanKind.Disk, "gp3 60 GB", TimeSpan.FromDays(1), null), (found.Kind, found.Hardware, found.Age, found.HourlyCost));

        _world.Driver.Tagged.Clear();
        _world.Driver.Tagged.Enqueue([]);
        Assert.Equal("OrphanChanged", (await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(found))).Code);
        Assert.Single(_world.Driver.Disks);

        _world.Driver.Tagged.Clear();
        _world.Driver.Tagged.Enqueue([disk]);
        await RemoveAsync(found);
        Assert.Empty(_world.Driver.Disks);
    }

    [Fact]
    public async Task Remove_StillThereAfterAllPatience_SaysSo()
    {
        _world.Driver.Add("d-1", $"{Lost}/host/a");
        _world.Driver.Tagged.Enqueue([Machine()]);
        var stands = _world.Driver.Make("d-1", $"{Lost}/host/a");
        _world.Driver.OnGet = _ =>
        {
            if (_world.Driver.Devices.Count == 0)
                _world.Driver.Devices.Add(stands);
            _world.Time.Advance(TimeSpan.FromMinutes(31));
        };

        var error = await Assert.ThrowsAsync<EdgeException>(() => RemoveAsync(new EdgeOrphan(EdgeOrphanKind.Device, "a", "d-1", "packet", Lost)));

        Assert.Equal(("OrphanStillThere", ErrorKind.Timeout), (error.Code, error.Kind));
    }

    private TaggedItem Machine(string id = "d-1") => new(TaggedItemKind.Device, id, Lost, $"{Lost}/host/{id}", id)
    {
        CreatedAt = _world.Time.GetUtcNow() - TimeSpan.FromDays(1), Location = "ams1", Hardware = "small",
    };

    private Task<IReadOnlyList<EdgeOrphan>> FindAsync() => new OrphanFinder(Client, new EngineTimings(), _world.Time).FindAsync(_world.Driver, s_provider, Token);

    private Task RemoveAsync(EdgeOrphan orphan) => new OrphanRemoval(Client, new EngineTimings(), _world.Time).RunAsync(_world.Driver, orphan, _ => { }, Token);
}

using System.Net;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Packet;

public sealed class CatalogTests
{
    private const string Plans = """{"plans":[{"id":"p0","slug":"baremetal_0","name":"t1.small.x86"},{"id":"p1","slug":"c3.small.x86","name":"c3.small.x86"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plan", "/plans", Plans, "baremetal_0 (t1.small.x86)|c3.small.x86")]
    [InlineData("os", "/operating-systems", """{"operating_systems":[{"id":"o","slug":"centos_7","name":"CentOS 7"}]}""", "centos_7 (CentOS 7)")]
    [InlineData("facility", "/facilities", """{"facilities":[{"id":"f","code":"ams1","name":"Amsterdam, NL"}]}""", "ams1 (Amsterdam, NL)")]
    [InlineData("metro", "/locations/metros", """{"metros":[{"id":"m","code":"am","name":"Amsterdam"}]}""", "am (Amsterdam)")]
    public async Task ReadCatalog_OfEachKind_ReadsItsList(string key, string path, string answer, string entries)
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, answer);

        var catalog = await world.Driver.ReadCatalogAsync(key, Token);

        Assert.Equal(entries, string.Join('|', catalog!.Entries));
        Assert.Equal(path, Assert.Single(world.Service.Requests).Uri.AbsolutePath);
    }

    [Fact]
    public async Task ReadCatalog_ByManyHostsAtOnceAndByTheNextDriverOfTheOperation_AsksOnce()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, Plans);
        var memory = new CatalogMemory();
        var first = world.Drivers.Open(world.Settings, catalogs: memory);
        var second = world.Drivers.Open(world.Settings, catalogs: memory);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => first.ReadCatalogAsync("plan", Token)));
        await second.ReadCatalogAsync("plan", Token);

        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task Create_WithANameThatWasChecked_AsksNoMore()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, Plans).Answer(201, ProviderWorld.Device()).Answer(201, ProviderWorld.Device());

        await world.Driver.ReadCatalogAsync("plan", Token);
        await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("plan", "T1.small.x86")), Token);
        await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("plan", "T1.small.x86")), Token);

        Assert.Equal(["GET", "POST", "POST"], world.Service.Requests.Select(r => r.Method));
        Assert.All(world.Service.Requests.Skip(1), r => Assert.Contains("\"plan\":\"baremetal_0\"", r.Body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(404, """{"errors":["Not found"]}""")]
    [InlineData(404, "<html>no such page</html>")]
    [InlineData(403, """{"error":"a project's key may not"}""")]
    [InlineData(405, """{"error":"no"}""")]
    [InlineData(501, """{"error":"no"}""")]
    [InlineData(200, "<html>a portal</html>")]
    [InlineData(200, """{"plans":"none"}""")]
    [InlineData(200, """{"plans":[]}""")]
    public async Task ReadCatalog_OfAServiceThatHasNoSuchList_KnowsNothing(int status, string answer)
    {
        var world = new ProviderWorld();
        world.Service.Otherwise = _ => ScriptedService.Reply(status, answer);

        var read = world.Driver.ReadCatalogAsync("plan", Token);
        await world.Time.RunAsync(read);
        Assert.Null(await read);

        // So does a create by name: what cannot be looked up is the service's to judge.
        world.Service.Otherwise = _ => ScriptedService.Reply(201, ProviderWorld.Device());
        await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("plan", "My Plan")), Token);
        Assert.Contains("\"plan\":\"My Plan\"", world.Service.Requests[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadCatalog_WhenTheServiceIsDown_FailsAndIsAskedAgainLater()
    {
        var world = new ProviderWorld();
        world.Service.Otherwise = _ => ScriptedService.Reply((int)HttpStatusCode.ServiceUnavailable, """{"error":"later"}""");
        var read = world.Driver.ReadCatalogAsync("plan", Token);
        await world.Time.RunAsync(read);
        Assert.Equal("ProviderUnavailable", (await Assert.ThrowsAnyAsync<EdgeException>(() => read)).Code);

        world.Service.Otherwise = _ => ScriptedService.Reply(200, Plans);

        Assert.NotNull(await world.Driver.ReadCatalogAsync("plan", Token));
    }
}

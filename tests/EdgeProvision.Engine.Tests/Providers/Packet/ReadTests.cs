using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Packet;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Packet;

public sealed class ReadTests
{
    [Fact]
    public async Task Get_Device_IsReadInFull()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, ProviderWorld.Device());

        var device = await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);

        Assert.Equal(
            new Device(
                "d-1", DeviceState.Active, "active", "p-1/host/node1", "node1", new DateTimeOffset(2026, 11, 22, 11, 0, 0, TimeSpan.Zero),
                "192.0.2.10", "10.0.0.3", "ams1", 42),
            device);
    }

    [Fact]
    public async Task ServiceTime_AfterAnAnswer_IsWhatItsDateHeaderSays()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, ProviderWorld.Device(), "application/json", ("Date", "Sun, 22 Nov 2026 10:20:30 GMT")).Answer(200, ProviderWorld.Device());
        Assert.Null(world.Driver.ServiceTime);

        await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 10, 20, 30, TimeSpan.Zero), world.Driver.ServiceTime);
    }

    [Fact]
    public async Task Get_DeviceThatHasNothingYet_IsRead()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, """{"id":"d-1","state":"queued","created_at":"2026-11-22T11:00:00Z","metro":{"code":"am"},"ip_addresses":null}""");

        var device = await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);

        Assert.Equal((null, null, null, "am", null), (device!.EdgeKey, device.PublicAddress, device.PrivateAddress, device.Location, device.ProgressPercent));
    }

    [Theory]
    [InlineData("queued", DeviceState.Pending)]
    [InlineData("provisioning", DeviceState.Pending)]
    [InlineData("powering_on", DeviceState.Pending)]
    [InlineData("reinstalling", DeviceState.Pending)]
    [InlineData("rebooting", DeviceState.Pending)]
    [InlineData("active", DeviceState.Active)]
    [InlineData("powering_off", DeviceState.Stopping)]
    [InlineData("inactive", DeviceState.Inactive)]
    [InlineData("failed", DeviceState.Failed)]
    [InlineData("deprovisioning", DeviceState.Releasing)]
    [InlineData("deleted", DeviceState.Releasing)]
    [InlineData("hibernating", DeviceState.Unknown)]
    public void Parse_StateWord_IsTranslated(string word, DeviceState expected) => Assert.Equal(expected, PacketStates.Parse(word));

    [Theory]
    [InlineData("")]
    [InlineData("{\"errors\":[\"Not found\"]}")]
    public async Task Get_NotFound_IsNull(string body)
    {
        var world = new ProviderWorld();
        world.Service.Answer(404, body);

        Assert.Null(await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(401, "ProviderTokenRefused")]
    [InlineData(403, "ProviderNotAuthorized")]
    public async Task Get_CredentialsRefused_IsNeverNull(int status, string code)
    {
        var world = new ProviderWorld();
        world.Service.Answer(status);

        Assert.Equal(code, (await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken))).Code);
    }

    [Fact]
    public async Task Get_IdFromElsewhere_CannotAddressAnythingElse()
    {
        var world = new ProviderWorld();
        world.Service.Answer(404);

        await world.Driver.GetDeviceAsync("../projects/x?y#z", TestContext.Current.CancellationToken);

        Assert.Equal("/devices/..%2Fprojects%2Fx%3Fy%23z", world.Service.Requests[0].PathAndQuery);
        await Assert.ThrowsAsync<ArgumentException>(() => world.Driver.GetDeviceAsync("..", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task List_SeveralPages_AreAllReadBelowTheEndpoint()
    {
        var world = new ProviderWorld(endpoint: "https://packet.test/metal/v1");
        world.Service
            .Answer(200, ProviderWorld.Page(ProviderWorld.Device("d-1"), "/projects/x/devices?tag=t&page=2"))
            .Answer(200, ProviderWorld.Page(ProviderWorld.Device("d-2"), "https://packet.test/metal/v1/projects/x/devices?tag=t&page=3"))
            .Answer(200, ProviderWorld.Page(ProviderWorld.Device("d-3")));

        var devices = await world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken);

        Assert.Equal(["d-1", "d-2", "d-3"], devices.Select(d => d.Id));
        Assert.Equal(
            ["?tag=edge-provision%3Dp-1&per_page=1000", "?tag=t&page=2", "?tag=t&page=3"],
            world.Service.Requests.Select(r => r.Uri.Query));
        Assert.All(world.Service.Requests, r => Assert.Equal($"/metal/v1/projects/{ProviderWorld.Project}/devices", r.Uri.AbsolutePath));
    }

    [Fact]
    public async Task List_ServiceThatDoesNotFilter_IsFilteredHere()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, ProviderWorld.Page(
            ProviderWorld.Device("mine") + "," + ProviderWorld.Device("other", tags: "\"edge-provision=p-10\"") + "," + ProviderWorld.Device("bare", tags: "")));

        Assert.Equal(["mine"], (await world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken)).Select(d => d.Id));
    }

    [Theory]
    [InlineData("https://evil.test/projects/x/devices?page=2")]
    [InlineData("//evil.test/x?page=2")]
    [InlineData("http://packet.test/x?page=2")]
    [InlineData("/projects/x/devices")]
    public async Task List_NextPageElsewhere_IsInvalidAndNotAsked(string next)
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, ProviderWorld.Page(ProviderWorld.Device(), next));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Equal("ProviderInvalidAnswer", error.Code);
        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task List_PagesInACircle_IsInvalid()
    {
        var world = new ProviderWorld();
        world.Service.Otherwise = _ => ScriptedService.Reply(200, ProviderWorld.Page("", "/x?page=2"));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Contains("in a circle", error.Message);
    }

    [Fact]
    public async Task List_ChangedBetweenPages_IsReadAgain()
    {
        // Something was deleted after the first page was read, so d-2 moved up and stands on neither page.
        var world = new ProviderWorld();
        world.Service
            .Answer(200, ProviderWorld.Page(ProviderWorld.Device("d-1"), "/x?page=2", total: 3)).Answer(200, ProviderWorld.Page(ProviderWorld.Device("d-3"), total: 2))
            .Answer(200, ProviderWorld.Page(ProviderWorld.Device("d-2"), "/x?page=2", total: 2)).Answer(200, ProviderWorld.Page(ProviderWorld.Device("d-3"), total: 2));

        Assert.True(await world.Driver.IsListedAsync("d-2", TestContext.Current.CancellationToken));
        Assert.Equal(4, world.Service.Requests.Count);
    }

    [Fact]
    public async Task IsListed_DeviceWithoutOurTags_CountsToo()
    {
        var world = new ProviderWorld();
        world.Service.Otherwise = _ => ScriptedService.Reply(200, ProviderWorld.Page(ProviderWorld.Device("d-9", tags: "")));

        Assert.True(await world.Driver.IsListedAsync("d-9", TestContext.Current.CancellationToken));
        Assert.False(await world.Driver.IsListedAsync("d-1", TestContext.Current.CancellationToken));
        Assert.All(world.Service.Requests, r => Assert.DoesNotContain("tag=", r.Uri.Query));
    }

    [Fact]
    public async Task Tag_DeviceOfAnotherTool_GetsOurTagsAndKeepsItsOwn()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, ProviderWorld.Device(tags: "\"OpenNebula\",\"ONE_HOST_ID=3\"")).Answer(200, ProviderWorld.Device());

        await world.Driver.TagDeviceAsync("d-1", "p-1", "p-1/host/node1", TestContext.Current.CancellationToken);

        Assert.Equal(["GET /devices/d-1", "PUT /devices/d-1"], world.Service.Requests.Select(r => $"{r.Method} {r.PathAndQuery.Split('?')[0]}"));
        Assert.Equal("""{"tags":["OpenNebula","ONE_HOST_ID=3","edge-provision=p-1","edge-key=p-1/host/node1"]}""", world.Service.Requests[1].Body);
    }

    [Fact]
    public async Task Tag_DeviceThatHasThem_IsOnlyLookedAt()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, ProviderWorld.Device());

        await world.Driver.TagDeviceAsync("d-1", "p-1", "p-1/host/node1", TestContext.Current.CancellationToken);

        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task Delete_GoneAlready_IsFine()
    {
        var world = new ProviderWorld();
        world.Service.Answer(404, """{"error":"Not found"}""").Answer(404).Answer(204);

        await world.Driver.DeleteDeviceAsync("d-1", TestContext.Current.CancellationToken);
        await world.Driver.Addresses!.ReleaseAsync("r-1", TestContext.Current.CancellationToken);
        await world.Driver.DeleteDeviceAsync("d-2", TestContext.Current.CancellationToken);

        Assert.Equal(["DELETE /devices/d-1", "DELETE /ips/r-1", "DELETE /devices/d-2"], world.Service.Requests.Select(r => $"{r.Method} {r.PathAndQuery}"));
    }

    [Fact]
    public async Task Project_NameThatNobodyHas_IsAnErrorWithTheNamesThereAre()
    {
        var world = new ProviderWorld(project: "egde");
        world.Service.Answer(200, """{"projects":[{"id":"aaaa","name":"edge"}]}""");

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Equal("ProviderProjectUnknown", error.Code);
        Assert.Contains("no project called 'egde'. It has: edge.", error.Message);
    }

    [Theory]
    [InlineData("edge", true)]
    [InlineData("other", false)]
    public async Task Project_DescriptorsNameBesideTheRecordedId_MustBeTheSame(string alias, bool same)
    {
        var world = new ProviderWorld(alias: alias);
        world.Service
            .Answer(200, $$"""{"projects":[{"id":"{{ProviderWorld.Project}}","name":"edge"},{"id":"bbbb","name":"other"}]}""")
            .Answer(200, ProviderWorld.Page(""));

        var call = world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken);

        if (same)
            Assert.Empty(await call);
        else
            Assert.Equal("ProviderEndpointDiffers", (await Assert.ThrowsAnyAsync<EdgeException>(() => call)).Code);
    }
}

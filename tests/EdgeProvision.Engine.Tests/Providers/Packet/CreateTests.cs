using System.Text.Json;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Packet;

public sealed class CreateTests
{
    [Fact]
    public async Task Create_Accepted_SendsTheOriginalsFieldsAndAllTags()
    {
        var world = new ProviderWorld();
        world.Service.Answer(201, ProviderWorld.Device(state: "queued"));

        var result = await world.Driver.CreateDeviceAsync(
            ProviderWorld.Request(
                ("facility", "ams1"), ("plan", "baremetal_0"), ("os", "centos_7"), ("billing_cycle", "hourly"), ("tags", " red, blue ,,red"),
                ("hardware_reservation", "next-available"), ("termination_time", "x"), ("unknown", "x")) with { EndsAt = Clock.Start.AddDays(9) },
            TestContext.Current.CancellationToken);

        Assert.Equal(DeviceState.Pending, Assert.IsType<CreateResult.Created>(result).Device.State);
        var request = Assert.Single(world.Service.Requests);
        Assert.Equal(("POST", $"/projects/{ProviderWorld.Project}/devices"), (request.Method, request.PathAndQuery));
        var body = JsonDocument.Parse(request.Body!).RootElement;
        Assert.Equal(
            ["billing_cycle", "facility", "hardware_reservation_id", "hostname", "operating_system", "plan", "tags", "termination_time", "userdata"],
            body.EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal("ams1", body.GetProperty("facility").GetString());
        Assert.Equal("centos_7", body.GetProperty("operating_system").GetString());
        Assert.Equal("next-available", body.GetProperty("hardware_reservation_id").GetString());
        Assert.Equal(
            ["red", "blue", "OpenNebula", "ONE_HOST_ID=7", "edge-provision=p-1", "edge-key=p-1/host/node1"],
            body.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal("#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 AAAAC3Nz user@example\n", body.GetProperty("userdata").GetString());
    }

    [Fact]
    public async Task Create_MetroAndOwnUserData_ReplaceFacilityAndCloudConfig()
    {
        var world = new ProviderWorld();
        world.Service.Answer(201, ProviderWorld.Device());

        await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("metro", "am"), ("userdata", "#!/bin/sh\necho hi\n")), TestContext.Current.CancellationToken);

        var body = JsonDocument.Parse(world.Service.Requests[0].Body!).RootElement;
        Assert.Equal("am", body.GetProperty("metro").GetString());
        Assert.False(body.TryGetProperty("facility", out _));
        Assert.Equal("#!/bin/sh\necho hi\n", body.GetProperty("userdata").GetString());
    }

    [Fact]
    public async Task Create_WithAnEnd_SendsTheMoment()
    {
        var world = new ProviderWorld();
        world.Service.Answer(201, ProviderWorld.Device());

        await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("metro", "am")) with { EndsAt = new DateTimeOffset(2026, 12, 1, 18, 0, 0, TimeSpan.FromHours(2)) }, TestContext.Current.CancellationToken);

        Assert.Equal("2026-12-01T16:00:00Z", JsonDocument.Parse(world.Service.Requests[0].Body!).RootElement.GetProperty("termination_time").GetString());
    }

    [Theory]
    [InlineData("os", -1, "has passed")]
    [InlineData("facility", 1, "both a facility and a metro")]
    public async Task Create_OfWhatCannotBeMeant_IsRefusedUnsent(string key, int seconds, string why)
    {
        var world = new ProviderWorld();

        var refused = Assert.IsType<CreateResult.Refused>(await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("metro", "am"), (key, "x")) with { EndsAt = Clock.Start.AddSeconds(seconds) }, TestContext.Current.CancellationToken));

        Assert.Equal("ProviderRequestInvalid", refused.Error.Code);
        Assert.Contains(why, refused.Error.Message, StringComparison.Ordinal);
        Assert.Empty(world.Service.Requests);
    }

    [Fact]
    public async Task Create_SeveralFacilities_AreAList()
    {
        var world = new ProviderWorld();
        world.Service.Answer(201, ProviderWorld.Device());

        await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("facility", "ams1,ewr1")), TestContext.Current.CancellationToken);

        Assert.Equal("""["ams1","ewr1"]""", JsonDocument.Parse(world.Service.Requests[0].Body!).RootElement.GetProperty("facility").GetRawText());
    }

    [Fact]
    public async Task Create_KeyWithCommentThatYamlCouldMisread_IsQuoted()
    {
        var world = new ProviderWorld();
        world.Service.Answer(201, ProviderWorld.Device());

        await world.Driver.CreateDeviceAsync(ProviderWorld.Request() with { SshPublicKey = "ssh-rsa AAAA it's: mine #1\nssh-rsa BBBB b\n" }, TestContext.Current.CancellationToken);

        Assert.Equal(
            "#cloud-config\nssh_authorized_keys:\n  - 'ssh-rsa AAAA it''s: mine #1'\n  - ssh-rsa BBBB b\n",
            JsonDocument.Parse(world.Service.Requests[0].Body!).RootElement.GetProperty("userdata").GetString());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(422)]
    public async Task Create_ErrorBodyOfTheService_IsRefused(int status)
    {
        var world = new ProviderWorld();
        world.Service.Answer(status, """{"errors":["is not a valid plan"]}""");

        var error = Assert.IsType<CreateResult.Refused>(await world.Driver.CreateDeviceAsync(ProviderWorld.Request(), TestContext.Current.CancellationToken)).Error;

        Assert.Contains("is not a valid plan", error.Message);
        Assert.Contains($"create the device 'node1' in project {ProviderWorld.Project}", error.Message);
        Assert.DoesNotContain(ProviderWorld.Token, ProviderWorld.Shown(error));
    }

    [Theory]
    [InlineData(200, "<html>welcome</html>")]
    [InlineData(201, "")]
    [InlineData(201, "{\"id\":")]
    [InlineData(201, "{\"id\":\"d-1\"}")]
    [InlineData(302, "")]
    [InlineData(403, "<html>blocked by a proxy</html>")]
    [InlineData(404, "<html>nothing here</html>")]
    [InlineData(422, "")]
    [InlineData(408, "{\"error\":\"too slow\"}")]
    [InlineData(500, "{\"error\":\"oops\"}")]
    [InlineData(502, "")]
    [InlineData(503, "{\"error\":\"later\"}")]
    [InlineData(504, "<html>")]
    public async Task Create_AnswerThatProvesNothing_IsUnansweredAndNotRepeated(int status, string body)
    {
        var world = new ProviderWorld();
        world.Service.Answer(status, body);

        Assert.IsType<CreateResult.Unanswered>(await world.Driver.CreateDeviceAsync(ProviderWorld.Request(), TestContext.Current.CancellationToken));
        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task Create_RateLimited_IsNotSentWithTheTimeToWait()
    {
        var world = new ProviderWorld();
        world.Service.Answer(429, "{}", "application/json", ("Retry-After", "9"));

        var error = Assert.IsType<CreateResult.NotSent>(await world.Driver.CreateDeviceAsync(ProviderWorld.Request(), TestContext.Current.CancellationToken)).Error;

        Assert.Equal((TimeSpan.FromSeconds(9), true), (error.RetryAfter!.Value, error.IsTransient));
        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task Create_CancelledInFlightWithoutAnswer_IsUnansweredAfterTheGracePeriod()
    {
        var world = new ProviderWorld();
        world.Service.Hang();
        using var stop = new CancellationTokenSource();

        var call = world.Driver.CreateDeviceAsync(ProviderWorld.Request(), stop.Token);
        await stop.CancelAsync();
        var elapsed = await world.Time.RunAsync(call, TimeSpan.FromSeconds(1));

        var error = Assert.IsType<CreateResult.Unanswered>(await call).Error;
        Assert.Contains("within 6 s after the operation was stopped", error.Message);
        Assert.InRange(elapsed.TotalSeconds, 6, 7);
    }

    [Theory]
    [InlineData("edge-key=p-2/host/other")]
    [InlineData("Edge-Provision=p-2")]
    [InlineData("ONE_HOST_ID=1")]
    public async Task Create_UserTagThatWouldPassForOurs_IsRefusedUnsent(string tag)
    {
        var world = new ProviderWorld();

        var error = Assert.IsType<CreateResult.Refused>(
            await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("tags", $"a,{tag}")), TestContext.Current.CancellationToken)).Error;

        Assert.Equal(("ProviderRequestInvalid", ErrorKind.InvalidInput), (error.Code, error.Kind));
        Assert.Empty(world.Service.Requests);
    }

    [Fact]
    public async Task Create_ProjectKeyOfAnotherProject_IsRefusedUnsent()
    {
        var world = new ProviderWorld();

        var error = Assert.IsType<CreateResult.Refused>(
            await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("project", "other")), TestContext.Current.CancellationToken)).Error;

        Assert.Contains("cannot override", error.Message);
        Assert.Empty(world.Service.Requests);
    }

    [Fact]
    public async Task Create_NamesOfSystemPlanAndProject_AreLookedUp()
    {
        var world = new ProviderWorld(project: "My Edge");
        world.Service
            .Answer(200, """{"projects":[{"id":"aaaa","name":"other"},{"id":"bbbb","name":"my edge"}]}""")
            .Answer(200, """{"plans":[{"id":"p0","slug":"baremetal_0","name":"Type 0"}]}""")
            .Answer(200, """{"operating_systems":[{"id":"o1","slug":"ubuntu_18_04","name":"Ubuntu 18.04 LTS"},{"id":"o2","slug":"centos_7","name":"CentOS 7"}]}""")
            .Answer(201, ProviderWorld.Device());

        Assert.IsType<CreateResult.Created>(await world.Driver.CreateDeviceAsync(
            ProviderWorld.Request(("plan", "Type 0"), ("os", "ubuntu 18.04 lts"), ("facility", "ams1")), TestContext.Current.CancellationToken));

        Assert.Equal("/projects/bbbb/devices", world.Service.Requests[3].PathAndQuery);
        var body = JsonDocument.Parse(world.Service.Requests[3].Body!).RootElement;
        Assert.Equal(("baremetal_0", "ubuntu_18_04"), (body.GetProperty("plan").GetString(), body.GetProperty("operating_system").GetString()));
        Assert.Equal("bbbb", await world.Driver.GetProjectAsync(TestContext.Current.CancellationToken));
        Assert.Equal(4, world.Service.Requests.Count);
    }

    [Fact]
    public async Task Create_UnknownSystemName_IsRefusedWithTheNamesThereAre()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, """{"operating_systems":[{"id":"o2","slug":"centos_7","name":"CentOS 7"}]}""");

        var error = Assert.IsType<CreateResult.Refused>(
            await world.Driver.CreateDeviceAsync(ProviderWorld.Request(("os", "Windows 95")), TestContext.Current.CancellationToken)).Error;

        Assert.Contains("no operating system called 'Windows 95'. It has: centos_7.", error.Message);
    }
}

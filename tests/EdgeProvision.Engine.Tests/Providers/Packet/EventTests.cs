using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Tests.Providers.Packet;

/// <summary>What the service says that it has done to a device, and the moment at which it ends.</summary>
public sealed class EventTests
{
    [Fact]
    public async Task ReadEvents_ListedNewestFirst_AreOldestFirstAndCleaned()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, """
            {"events":[
              {"id":"e-3","body":"Device is\u001b[31m active","created_at":"2026-11-22T12:00:09Z"},
              {"id":"e-2","body":"Installed","created_at":"2026-11-22T12:00:01Z"},
              {"id":"e-1","body":"","type":"provisioning.101","created_at":"2026-11-22T12:00:01Z"},
              {"id":"e-0","body":"no time"}],"meta":{"next":null}}
            """);

        var events = await world.Driver.ReadEventsAsync("d-1", TestContext.Current.CancellationToken);

        Assert.StartsWith("/devices/d-1/events?", Assert.Single(world.Service.Requests).PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(["e-1 provisioning.101", "e-2 Installed"], events.Take(2).Select(e => $"{e.Id} {e.Text}"));
        Assert.DoesNotContain('\u001b', events[2].Text);
    }

    [Fact]
    public async Task ReadEvents_OfAServiceWithoutThem_AreNone()
    {
        var world = new ProviderWorld();
        world.Service.Answer(404, """{"errors":["Not found"]}""");

        Assert.Empty(await world.Driver.ReadEventsAsync("d-1", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true, """{"termination_time":"2026-12-01T18:00:00Z"}""")]
    [InlineData(false, """{"termination_time":null}""")]
    public async Task SetEnd_OfADevice_IsAnUpdateAndWhatItShowsThen(bool ends, string body)
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, "{}").Answer(200, ProviderWorld.Device());

        var device = await world.Driver.SetEndAsync("d-1", ends ? new DateTimeOffset(2026, 12, 1, 18, 0, 0, TimeSpan.Zero) : null, TestContext.Current.CancellationToken);

        Assert.Equal(["PUT /devices/d-1", "GET /devices/d-1"], world.Service.Requests.Select(r => $"{r.Method} {r.PathAndQuery}"));
        Assert.Equal(body, world.Service.Requests[0].Body);
        Assert.Null(device.EndsAt);
    }
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Providers.Http;

public sealed class RepeatTests
{
    [Fact]
    public async Task Read_TransientFailures_AreRepeatedWithGrowingBackOff()
    {
        var world = new ProviderWorld();
        world.Service.Answer(503).Answer(500, "<html>").Fail(new HttpRequestException(HttpRequestError.ResponseEnded)).Answer(200, ProviderWorld.Device());

        var call = world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        var elapsed = await world.Time.RunAsync(call);

        Assert.Equal("d-1", (await call)!.Id);
        Assert.Equal([1, 2, 3, 4], world.Trace.Select(t => t.Attempt));
        Assert.InRange(elapsed.TotalSeconds, 1, 8);
    }

    [Fact]
    public async Task Read_StillFailing_EndsWithTheLastError()
    {
        var world = new ProviderWorld(o => o with { MaxRepeats = 3 });
        world.Service.Otherwise = _ => ScriptedService.Reply(503);

        var call = world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        await world.Time.RunAsync(call, TimeSpan.FromSeconds(1));

        Assert.Equal("ProviderUnavailable", (await Assert.ThrowsAnyAsync<EdgeException>(() => call)).Code);
        Assert.Equal(4, world.Service.Requests.Count);
    }

    [Fact]
    public async Task Read_NothingListens_GivesUpWithinSeconds()
    {
        var world = new ProviderWorld();
        for (var i = 0; i < 10; i++)
            world.Service.Refuse();

        var call = world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        var elapsed = await world.Time.RunAsync(call);

        await Assert.ThrowsAnyAsync<EdgeException>(() => call);
        Assert.Equal(3, world.Service.Requests.Count);
        Assert.True(elapsed < TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("Sun, 22 Nov 2026 13:00:07 GMT")]
    public async Task Read_RateLimited_WaitsAsLongAsAsked(string retryAfter)
    {
        // The service's clock is an hour ahead of ours, which its Date header shows.
        var world = new ProviderWorld();
        world.Service.Answer(429, """{"error":"slow down"}""", "application/json", ("Retry-After", retryAfter), ("Date", "Sun, 22 Nov 2026 13:00:00 GMT"))
            .Answer(200, ProviderWorld.Device());

        var call = world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        var elapsed = await world.Time.RunAsync(call);

        Assert.NotNull(await call);
        Assert.InRange(elapsed.TotalSeconds, 7, 8);
    }

    [Fact]
    public async Task Read_RateLimitedForHours_WaitsTheMaximumOnly()
    {
        var world = new ProviderWorld(o => o with { MaxRepeats = 2 });
        world.Service.Otherwise = _ => ScriptedService.Reply(429, "{}", "application/json", ("Retry-After", "86400"));

        var call = world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);
        var elapsed = await world.Time.RunAsync(call, TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => call);
        Assert.Equal(("ProviderRateLimited", TimeSpan.FromDays(1)), (error.Code, error.RetryAfter));
        Assert.Contains("It asks to wait 86400 s.", error.Message);
        Assert.InRange(elapsed.TotalSeconds, 120, 124);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task Read_FinalAnswer_IsNotRepeated(int status)
    {
        var world = new ProviderWorld();
        world.Service.Answer(status, """{"error":"no"}""");

        await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.ListDevicesAsync("p-1", TestContext.Current.CancellationToken));

        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task Power_ServerError_IsNotRepeated()
    {
        var world = new ProviderWorld();
        world.Service.Answer(502);

        await Assert.ThrowsAnyAsync<EdgeException>(() => world.Driver.PowerAsync("d-1", PowerAction.Reboot, TestContext.Current.CancellationToken));

        Assert.Single(world.Service.Requests);
    }

    [Fact]
    public async Task Power_NotSentOrRateLimited_IsRepeated()
    {
        var world = new ProviderWorld();
        world.Service.Refuse().Answer(429, "{}", "application/json", ("Retry-After", "1")).Answer(202);

        var call = world.Driver.PowerAsync("d-1", PowerAction.Reboot, TestContext.Current.CancellationToken);
        await world.Time.RunAsync(call);
        await call;

        Assert.Equal(3, world.Service.Requests.Count);
        Assert.All(world.Service.Requests, r => Assert.Equal("""{"type":"reboot"}""", r.Body));
    }

    [Fact]
    public async Task BeforeWrite_EveryAttempt_IsAskedAfterBackOffAndNotForReads()
    {
        var asked = new List<DateTimeOffset>();
        ProviderWorld world = null!;
        world = new ProviderWorld(o => o with
        {
            BeforeWrite = _ =>
            {
                asked.Add(world.Time.GetUtcNow());
                return ValueTask.CompletedTask;
            },
        });
        world.Service.Answer(503).Answer(204).Answer(200, ProviderWorld.Device());

        var call = world.Driver.DeleteDeviceAsync("d-1", TestContext.Current.CancellationToken);
        await world.Time.RunAsync(call);
        await call;
        await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);

        Assert.Equal(2, asked.Count);
        Assert.True(asked[1] > asked[0]);
    }

    [Fact]
    public async Task BeforeWrite_GateClosed_NothingIsSentAndNothingRepeated()
    {
        var lost = new EdgeException("LockLost", ErrorKind.Changed, "The lock is gone.") { IsTransient = true };
        var world = new ProviderWorld(o => o with { BeforeWrite = _ => throw lost });

        Assert.Same(lost, await Assert.ThrowsAsync<EdgeException>(() => world.Driver.DeleteDeviceAsync("d-1", TestContext.Current.CancellationToken)));
        Assert.Same(lost, await Assert.ThrowsAsync<EdgeException>(() => world.Driver.CreateDeviceAsync(ProviderWorld.Request(), TestContext.Current.CancellationToken)));
        Assert.Empty(world.Service.Requests);
    }
}

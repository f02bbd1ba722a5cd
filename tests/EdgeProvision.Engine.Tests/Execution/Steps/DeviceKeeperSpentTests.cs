using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>The service knows the attempt already: what came of it is taken, and only when nothing did, another is begun.</summary>
public sealed class DeviceKeeperSpentTests
{
    private static CreateResult.Spent Spent() => new(DeviceKeeping.Error());

    [Fact]
    public async Task Ensure_WhereTheEarlierOrderHasMadeAMachine_TakesItAndBuysNothing()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => Spent());
        world.Driver.Ordered = request => request.Attempt == 1 ? world.Driver.Make("untagged", null) : null;

        await DeviceKeeping.EnsureAsync(world);

        Assert.Equal("untagged", world.Scope.Hosts["a"].DeviceId);
        Assert.Equal(["1 closed with id"], world.Requests);
        Assert.Single(world.Driver.Asked);
    }

    [Theory]
    [InlineData(DeviceState.Failed)]
    [InlineData(DeviceState.Releasing)]
    [InlineData(null)]
    public async Task Ensure_WhereNothingIsLeftOfTheEarlierOrder_WritesTheNextAttemptDownAndOrdersIt(DeviceState? left)
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open));
        world.Driver.Creates.Enqueue(_ => Spent());
        world.Driver.Ordered = _ => left is { } state ? world.Driver.Make("old", null, state) : null;
        var written = "";
        world.Driver.Creates.Enqueue(request =>
        {
            written = world.Requests[^1];
            return new CreateResult.Created(world.Driver.Add("new", request.EdgeKey));
        });

        await DeviceKeeping.RunAsync(world);

        Assert.Equal([1, 2], world.Driver.Asked.Select(r => r.Attempt));
        Assert.Equal("2 open", written);
        Assert.Equal(["2 open", "2 closed with id"], world.Requests);

        // The whole window was waited for before it was asked for the first time.
        Assert.True(world.Driver.AskedAt[1] - world.Driver.AskedAt[0] < world.Driver.SettleWindow);
    }

    [Fact]
    public async Task Ensure_WhereTheEarlierOrderMayBeYoung_LooksForTheWholeWindowAndAsksOnceMore()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => Spent());
        world.Driver.Creates.Enqueue(_ => Spent());

        await DeviceKeeping.RunAsync(world);

        Assert.Equal([1, 1, 2], world.Driver.Asked.Select(r => r.Attempt));
        Assert.True(world.Driver.AskedAt[1] - world.Driver.AskedAt[0] >= world.Driver.SettleWindow);
    }

    [Fact]
    public async Task Ensure_WhereTheEarlierOrderIsYoungAndItsMachineShows_TakesIt()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(request =>
        {
            world.Driver.Add("late", request.EdgeKey, DeviceState.Pending);
            return Spent();
        });

        await DeviceKeeping.RunAsync(world);

        Assert.Equal("late", world.Scope.Hosts["a"].DeviceId);
        Assert.Single(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_WhereEveryAttemptIsSpent_EndsWithTheReason()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open));
        for (var i = 0; i < 100; i++)
            world.Driver.Creates.Enqueue(_ => Spent());

        Assert.Equal("ProviderRefused", (await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeping.RunAsync(world))).Code);

        Assert.InRange(world.Driver.Asked.Count, 10, 30);
    }
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.OpenNebula;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>A request that may be under way is waited for; a new one is written down before it is sent.</summary>
public sealed class DeviceKeeperRequestTests
{
    [Fact]
    public async Task Ensure_OfAnOpenRequest_BuysOnlyAfterTheSettleWindow()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open));
        var began = world.Time.GetUtcNow();

        await DeviceKeeping.RunAsync(world);

        Assert.True(Assert.Single(world.Driver.AskedAt) - began >= world.Driver.SettleWindow);
        Assert.Equal(["1 closed with id"], world.Requests);
    }

    [Fact]
    public async Task Ensure_OfAnOpenRequest_LooksOnceMoreAfterTheWindowHasEnded()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open));
        var began = world.Time.GetUtcNow();
        // The list takes long enough for the window to end while an answer from before its end is under way.
        world.Driver.BeforeList = () => Task.Delay(TimeSpan.FromSeconds(30), world.Time, TestContext.Current.CancellationToken);

        await DeviceKeeping.RunAsync(world);

        var bought = Assert.Single(world.Driver.AskedAt);
        Assert.Contains(world.Driver.ListedAt, t => t <= bought && t - began >= world.Driver.SettleWindow);
    }

    [Fact]
    public async Task Ensure_OfAnOpenRequest_AdoptsWhatShowsWithinTheWindow()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open));
        var run = DeviceKeeping.EnsureAsync(world);
        while (world.Driver.ListedAt.Count < 3)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        world.Driver.Add("late", World.KeyOf("a"));
        await world.Time.RunAsync(run);

        Assert.Empty(world.Driver.Asked);
        Assert.Equal("late", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Ensure_OfAnOpenRequestBesideARecordedDevice_KeepsItOpenForTheWindow()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "mine", request: new HostRequest(2, IsOpen: true)));
        world.Driver.Add("mine", World.KeyOf("a"));
        var began = world.Time.GetUtcNow();

        await DeviceKeeping.RunAsync(world);

        Assert.True(world.Time.GetUtcNow() - began >= world.Driver.SettleWindow);
        Assert.Equal("mine", world.Scope.Hosts["a"].DeviceId);
        Assert.Equal(["2 closed with id"], world.Requests);
        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_OfAClosedRequest_OpensItBeforeItBuysInAnUpdateWithoutADevice()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Closed));

        await DeviceKeeping.EnsureAsync(world);

        Assert.Equal(["1 open", "1 closed with id"], world.Requests);
        Assert.Single(world.Driver.Asked);
    }
}

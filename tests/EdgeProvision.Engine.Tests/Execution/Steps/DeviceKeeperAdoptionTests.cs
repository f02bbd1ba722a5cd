using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>What is there already is taken, before anything is bought.</summary>
public sealed class DeviceKeeperAdoptionTests
{
    [Fact]
    public async Task Ensure_OfAFreshClaim_BuysAtOnceAndRecordsTheDeviceInOneUpdate()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        var began = world.Time.GetUtcNow();

        Assert.Equal(StepOutcome.Done, await DeviceKeeping.EnsureAsync(world));

        Assert.Equal(began, Assert.Single(world.Driver.AskedAt));
        Assert.Equal("new-1", world.Scope.Hosts["a"].DeviceId);
        Assert.Equal(["1 closed with id"], world.Requests);
    }

    [Fact]
    public async Task Ensure_WhereADeviceHasTheKey_AdoptsItAndBuysNothing()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open));
        world.Driver.Add("younger", World.KeyOf("a"), age: 1);
        world.Driver.Add("older", World.KeyOf("a"), age: 60);
        world.Driver.Add("other", World.KeyOf("b"), age: 900);

        Assert.Equal(StepOutcome.Done, await DeviceKeeping.EnsureAsync(world));

        Assert.Empty(world.Driver.Asked);
        Assert.Equal("older", world.Scope.Hosts["a"].DeviceId);
        Assert.Equal(["1 closed with id"], world.Requests);
    }

    [Fact]
    public async Task Ensure_WhereACopyHasTheTags_LeavesItAloneAndBuysOne()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Closed));
        world.Driver.AddCopy("copy", World.KeyOf("a"));

        await DeviceKeeping.EnsureAsync(world);

        Assert.Equal("new-1", world.Scope.Hosts["a"].DeviceId);
        Assert.Empty(world.Driver.Deleted);
    }

    [Fact]
    public async Task Ensure_OfARecordedDevice_PrefersItToAnOlderOneAndChangesNothing()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "mine", request: DeviceKeeping.Closed));
        world.Driver.Add("older", World.KeyOf("a"), age: 900);
        world.Driver.Add("mine", World.KeyOf("a"));

        Assert.Equal(StepOutcome.Unchanged, await DeviceKeeping.EnsureAsync(world));

        Assert.Equal("mine", world.Scope.Hosts["a"].DeviceId);
        Assert.Empty(world.FrontEnd.Calls);
    }

    [Fact]
    public async Task Ensure_OfTheOriginalsDevice_FindsItByItsIdAlone()
    {
        var world = DeviceKeeping.With(Seen.Host("a", device: "old") with { Request = null });
        world.Driver.Add("old", null);

        Assert.Equal(StepOutcome.Unchanged, await DeviceKeeping.EnsureAsync(world));

        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_WithAnOrderThatCannotBeMade_OpensNoRequest()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Closed));

        await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeper.EnsureAsync(
            world.Context("a", StepKind.RentDevice), world.Scope.Hosts["a"], () => throw new EdgeException("ReferenceUnknown", ErrorKind.InvalidInput, "Not known.")));

        Assert.Empty(world.Requests);
    }
}

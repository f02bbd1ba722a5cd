using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>What becomes of an order: refused, not sent, not answered, not written down, stopped on the way.</summary>
public sealed class DeviceKeeperOutcomeTests
{
    [Fact]
    public async Task Ensure_WhenRefused_ClosesTheRequestForTheNextAttemptAndTellsTheReason()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.Refused(DeviceKeeping.Error()));

        var error = await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeping.EnsureAsync(world));

        Assert.Equal("ProviderRefused", error.Code);
        Assert.Equal(["2 closed"], world.Requests);
    }

    [Fact]
    public async Task Ensure_WhenNotSent_ClosesTheRequest()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.NotSent(DeviceKeeping.Error()));

        await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeping.EnsureAsync(world));

        Assert.Equal(["1 closed"], world.Requests);
    }

    [Fact]
    public async Task Ensure_WhenAskedToWait_BuysAfterThePauseWithoutSettling()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.NotSent(DeviceKeeping.Error(transient: true, TimeSpan.FromSeconds(30))));
        var began = world.Time.GetUtcNow();

        await DeviceKeeping.RunAsync(world);

        Assert.Equal(2, world.Driver.Asked.Count);
        Assert.InRange((world.Driver.AskedAt[1] - began).TotalSeconds, 30, 60);
    }

    [Fact]
    public async Task Ensure_WhenUnanswered_FindsTheMachineAndBuysNoOther()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(r =>
        {
            world.Driver.Add("made", r.EdgeKey, DeviceState.Pending);
            return new CreateResult.Unanswered(DeviceKeeping.Error());
        });

        await DeviceKeeping.RunAsync(world);

        Assert.Single(world.Driver.Asked);
        Assert.Equal("made", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Ensure_WhenUnansweredAndNothingShows_BuysAgainAfterAWholeWindow()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.Unanswered(DeviceKeeping.Error()));

        await DeviceKeeping.RunAsync(world);

        Assert.Equal(2, world.Driver.Asked.Count);
        Assert.True(world.Driver.AskedAt[1] - world.Driver.AskedAt[0] >= world.Driver.SettleWindow);
        Assert.All(world.Driver.Asked, r => Assert.Equal(1, r.Attempt));
    }

    [Fact]
    public async Task Ensure_WhenNeverAnswered_EndsWithTheRequestOpen()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        for (var i = 0; i < 3; i++)
            world.Driver.Creates.Enqueue(_ => new CreateResult.Unanswered(DeviceKeeping.Error()));

        await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeping.RunAsync(world));

        Assert.Equal(3, world.Driver.Asked.Count);
        Assert.Empty(world.Requests);
        Assert.True(world.Scope.Hosts["a"].Request!.IsOpen);
    }

    [Fact]
    public async Task Ensure_WhenTheDeviceCannotBeRecorded_NamesItInTheError()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Gate = _ => throw new EdgeException("LockLost", ErrorKind.Changed, "The lock was removed.");

        var error = await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeping.EnsureAsync(world));

        Assert.Equal("LockLost", error.Code);
        Assert.Contains("new-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_StoppedWhileTheFrontEndHangs_EndsWithinTheGrace()
    {
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.FrontEnd.Answer = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return FakeFrontEnd.SuccessId(1);
        };
        using var stop = new CancellationTokenSource();
        world.Stop = stop.Token;
        var run = DeviceKeeping.EnsureAsync(world);
        while (world.FrontEnd.Calls.Count == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        await world.Time.WithinAsync(TimeSpan.FromSeconds(12), run);

        await Assert.ThrowsAnyAsync<Exception>(() => run);
    }

    [Fact]
    public async Task Ensure_StoppedWhileTheProviderIsSilent_CanSayForWhatItWaitsAndWhatIsLeft()
    {
        using var stop = new CancellationTokenSource();
        var world = DeviceKeeping.With(Seen.Host("a", request: DeviceKeeping.Open), isFresh: true);
        world.Stop = stop.Token;
        List<OperationEvent> told = [];
        world.Driver.WhileCreating = async () =>
        {
            await stop.CancelAsync();
            world.Scope.Orders.Tell(told.Add);
        };
        world.Driver.Creates.Enqueue(_ => new CreateResult.Unanswered(DeviceKeeping.Error()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DeviceKeeping.EnsureAsync(world));
        world.Scope.Orders.Tell(told.Add);

        Assert.Equal(["a"], Assert.IsType<OperationEvent.Stopping>(Assert.Single(told)).Hosts);
        Assert.Contains(world.Messages, m => m.Contains("did not answer the order of a machine for a", StringComparison.Ordinal));
        Assert.True(world.Scope.Hosts["a"].Request!.IsOpen);
    }
}

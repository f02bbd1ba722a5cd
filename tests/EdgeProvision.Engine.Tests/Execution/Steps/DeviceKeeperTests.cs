using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

public sealed class DeviceKeeperTests
{
    private static readonly HostRequest Open = new(1, IsOpen: true);
    private static readonly HostRequest Closed = new(1, IsOpen: false);

    private static World With(ObservedHost host, bool isFresh = false)
    {
        var world = new World(observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [host] });
        world.Scope.Hosts["a"].IsFreshlyClaimed = isFresh;
        return world;
    }

    private static Task<StepOutcome> Ensure(World world) =>
        DeviceKeeper.EnsureAsync(
            world.Context("a"), world.Scope.Hosts["a"],
            () => new DeviceRequest(World.ProvisionId, World.KeyOf("a"), 1, 1, "a", "key", new Dictionary<string, string>()));

    private static async Task<StepOutcome> Run(World world) => await world.Time.RunAsync(Ensure(world));

    private static EdgeException Error(bool transient = false, TimeSpan? retryAfter = null) =>
        new("ProviderRefused", ErrorKind.Refused, "No.") { IsTransient = transient, RetryAfter = retryAfter };

    [Fact]
    public async Task Ensure_OfAFreshClaim_BuysAtOnceAndRecordsTheDeviceInOneUpdate()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        var began = world.Time.GetUtcNow();

        Assert.Equal(StepOutcome.Done, await Ensure(world));

        Assert.Equal(began, Assert.Single(world.Driver.AskedAt));
        Assert.Equal("new-1", world.Scope.Hosts["a"].DeviceId);
        Assert.Equal(["1 closed with id"], world.Requests);
    }

    [Fact]
    public async Task Ensure_WhereADeviceHasTheKey_AdoptsItAndBuysNothing()
    {
        var world = With(Seen.Host("a", request: Open));
        world.Driver.Add("younger", World.KeyOf("a"), age: 1);
        world.Driver.Add("older", World.KeyOf("a"), age: 60);
        world.Driver.Add("other", World.KeyOf("b"), age: 900);

        Assert.Equal(StepOutcome.Done, await Ensure(world));

        Assert.Empty(world.Driver.Asked);
        Assert.Equal("older", world.Scope.Hosts["a"].DeviceId);
        Assert.Equal(["1 closed with id"], world.Requests);
    }

    [Fact]
    public async Task Ensure_OfARecordedDevice_PrefersItToAnOlderOneAndChangesNothing()
    {
        var world = With(Seen.Host("a", device: "mine", request: Closed));
        world.Driver.Add("older", World.KeyOf("a"), age: 900);
        world.Driver.Add("mine", World.KeyOf("a"));

        Assert.Equal(StepOutcome.Unchanged, await Ensure(world));

        Assert.Equal("mine", world.Scope.Hosts["a"].DeviceId);
        Assert.Empty(world.FrontEnd.Calls);
    }

    [Fact]
    public async Task Ensure_OfTheOriginalsDevice_FindsItByItsIdAlone()
    {
        var world = With(Seen.Host("a", device: "old") with { Request = null });
        world.Driver.Add("old", null);

        Assert.Equal(StepOutcome.Unchanged, await Ensure(world));

        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_OfAnOpenRequest_BuysOnlyAfterTheSettleWindow()
    {
        var world = With(Seen.Host("a", request: Open));
        var began = world.Time.GetUtcNow();

        await Run(world);

        Assert.True(Assert.Single(world.Driver.AskedAt) - began >= world.Driver.SettleWindow);
        Assert.Equal(["1 closed with id"], world.Requests);
    }

    [Fact]
    public async Task Ensure_OfAnOpenRequest_LooksOnceMoreAfterTheWindowHasEnded()
    {
        var world = With(Seen.Host("a", request: Open));
        var began = world.Time.GetUtcNow();
        // The list takes long enough for the window to end while an answer from before its end is under way.
        world.Driver.BeforeList = () => Task.Delay(TimeSpan.FromSeconds(30), world.Time, TestContext.Current.CancellationToken);

        await Run(world);

        var bought = Assert.Single(world.Driver.AskedAt);
        Assert.Contains(world.Driver.ListedAt, t => t <= bought && t - began >= world.Driver.SettleWindow);
    }

    [Fact]
    public async Task Ensure_OfAnOpenRequest_AdoptsWhatShowsWithinTheWindow()
    {
        var world = With(Seen.Host("a", request: Open));
        var run = Ensure(world);
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
        var world = With(Seen.Host("a", device: "mine", request: new HostRequest(2, IsOpen: true)));
        world.Driver.Add("mine", World.KeyOf("a"));
        var began = world.Time.GetUtcNow();

        await Run(world);

        Assert.True(world.Time.GetUtcNow() - began >= world.Driver.SettleWindow);
        Assert.Equal("mine", world.Scope.Hosts["a"].DeviceId);
        Assert.Equal(["2 closed with id"], world.Requests);
        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_OfAClosedRequest_OpensItBeforeItBuysInAnUpdateWithoutADevice()
    {
        var world = With(Seen.Host("a", request: Closed));

        await Ensure(world);

        Assert.Equal(["1 open", "1 closed with id"], world.Requests);
        Assert.Single(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_WhenRefused_ClosesTheRequestAndTellsTheReason()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.Refused(Error()));

        var error = await Assert.ThrowsAsync<EdgeException>(() => Ensure(world));

        Assert.Equal("ProviderRefused", error.Code);
        Assert.Equal(["1 closed"], world.Requests);
    }

    [Fact]
    public async Task Ensure_WhenNotSent_ClosesTheRequest()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.NotSent(Error()));

        await Assert.ThrowsAsync<EdgeException>(() => Ensure(world));

        Assert.Equal(["1 closed"], world.Requests);
    }

    [Fact]
    public async Task Ensure_WhenAskedToWait_BuysAfterThePauseWithoutSettling()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.NotSent(Error(transient: true, TimeSpan.FromSeconds(30))));
        var began = world.Time.GetUtcNow();

        await Run(world);

        Assert.Equal(2, world.Driver.Asked.Count);
        Assert.InRange((world.Driver.AskedAt[1] - began).TotalSeconds, 30, 60);
    }

    [Fact]
    public async Task Ensure_WhenUnanswered_FindsTheMachineAndBuysNoOther()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.Driver.Creates.Enqueue(r =>
        {
            world.Driver.Add("made", r.EdgeKey, DeviceState.Pending);
            return new CreateResult.Unanswered(Error());
        });

        await Run(world);

        Assert.Single(world.Driver.Asked);
        Assert.Equal("made", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Ensure_WhenUnansweredAndNothingShows_BuysAgainAfterAWholeWindow()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.Driver.Creates.Enqueue(_ => new CreateResult.Unanswered(Error()));

        await Run(world);

        Assert.Equal(2, world.Driver.Asked.Count);
        Assert.True(world.Driver.AskedAt[1] - world.Driver.AskedAt[0] >= world.Driver.SettleWindow);
        Assert.All(world.Driver.Asked, r => Assert.Equal(1, r.Attempt));
    }

    [Fact]
    public async Task Ensure_WhenNeverAnswered_EndsWithTheRequestOpen()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        for (var i = 0; i < 3; i++)
            world.Driver.Creates.Enqueue(_ => new CreateResult.Unanswered(Error()));

        await Assert.ThrowsAsync<EdgeException>(() => Run(world));

        Assert.Equal(3, world.Driver.Asked.Count);
        Assert.Empty(world.Requests);
        Assert.True(world.Scope.Hosts["a"].Request!.IsOpen);
    }

    [Fact]
    public async Task Ensure_OfAFailedDevice_ReleasesItAndBuysTheNextAttempt()
    {
        var world = With(Seen.Host("a", device: "bad", request: Closed));
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);

        await Run(world);

        Assert.Equal(["bad"], world.Driver.Deleted);
        Assert.Equal(2, Assert.Single(world.Driver.Asked).Attempt);
        Assert.Equal("new-1", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Ensure_OfAFailedDeviceThatIsOlderThanTheFirstOrder_LeavesItAlone()
    {
        var world = With(Seen.Host("a", request: Closed));
        world.Driver.Add("theirs", World.KeyOf("a"), DeviceState.Failed, age: 7200);

        await Run(world);

        Assert.Empty(world.Driver.Deleted);
        Assert.Equal("new-1", world.Scope.Hosts["a"].DeviceId);
    }

    [Fact]
    public async Task Ensure_OfAFailedDevice_TakesItsIdOutBeforeTheNextIsBought()
    {
        var world = With(Seen.Host("a", device: "bad", request: Closed));
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);
        var known = "";
        world.Driver.Creates.Enqueue(r =>
        {
            known = world.Writes("one.host.update").Select(c => c.Arguments[2]).Last(t => t.Contains("PROVISION=[", StringComparison.Ordinal));
            return new CreateResult.Created(world.Driver.Add("good", r.EdgeKey));
        });

        await Run(world);

        // While no device is known there is no such attribute at all.
        Assert.Contains("HOSTNAME=\"a\"", known, StringComparison.Ordinal);
        Assert.DoesNotContain("DEPLOY_ID", known, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_OfAFailedDeviceWhoseKeyWasPinned_ForgetsThePinWithIt()
    {
        var world = With(Seen.Host("a", device: "bad", request: Closed) with { SshHostKey = "ssh-ed25519 OLD" });
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);

        await Run(world);

        Assert.Null(world.Scope.Hosts["a"].SshHostKey);
        Assert.Contains(world.Writes("one.host.update"), c => c.Arguments[2].Contains("EDGE_SSH_HOSTKEY=\"\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ensure_OfAFailedDeviceThatWasConfigured_RefusesAndTouchesNothing()
    {
        var world = With(Seen.Host("a", device: "bad", status: "error", fingerprint: "f"));
        world.Driver.Add("bad", World.KeyOf("a"), DeviceState.Failed);

        var error = await Assert.ThrowsAsync<EdgeException>(() => Ensure(world));

        Assert.Equal("DeviceFailed", error.Code);
        Assert.Empty(world.Driver.Deleted);
        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_OfAVanishedDevice_BuysAnotherOnlyAfterTheWindow()
    {
        var world = With(Seen.Host("a", device: "gone", request: Closed));
        var began = world.Time.GetUtcNow();

        await Run(world);

        Assert.True(Assert.Single(world.Driver.AskedAt) - began >= world.Driver.SettleWindow);
        Assert.Equal(2, world.Driver.Asked[0].Attempt);
    }

    [Fact]
    public async Task Ensure_OfAVanishedDeviceWithAnOpenRequest_DoesNotRaiseTheAttempt()
    {
        var world = With(Seen.Host("a", device: "gone", request: new HostRequest(2, IsOpen: true)));

        await Run(world);

        // The second request was never proven gone: another number would be another purchase where requests have tokens.
        Assert.Equal(2, Assert.Single(world.Driver.Asked).Attempt);
    }

    [Fact]
    public async Task Ensure_OfAVanishedDeviceThatWasConfigured_Refuses()
    {
        var world = With(Seen.Host("a", device: "gone", fingerprint: "f"));

        var error = await Assert.ThrowsAsync<EdgeException>(() => Ensure(world));

        Assert.Equal("DeviceVanished", error.Code);
        Assert.Empty(world.Driver.Asked);
    }

    [Fact]
    public async Task Ensure_WhenTheDeviceCannotBeRecorded_NamesItInTheError()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.Gate = _ => throw new EdgeException("LockLost", ErrorKind.Changed, "The lock was removed.");

        var error = await Assert.ThrowsAsync<EdgeException>(() => Ensure(world));

        Assert.Equal("LockLost", error.Code);
        Assert.Contains("new-1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_StoppedWhileTheFrontEndHangs_EndsWithinTheGrace()
    {
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.FrontEnd.Answer = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return FakeFrontEnd.SuccessId(1);
        };
        using var stop = new CancellationTokenSource();
        world.Stop = stop.Token;
        var run = Ensure(world);
        while (world.FrontEnd.Calls.Count == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var stopped = world.Time.GetUtcNow();

        await Assert.ThrowsAnyAsync<Exception>(() => world.Time.RunAsync(run));

        Assert.InRange((world.Time.GetUtcNow() - stopped).TotalSeconds, 0, 12);
    }

    [Fact]
    public async Task Ensure_StoppedWhileTheProviderIsSilent_CanSayForWhatItWaitsAndWhatIsLeft()
    {
        using var stop = new CancellationTokenSource();
        var world = With(Seen.Host("a", request: Open), isFresh: true);
        world.Stop = stop.Token;
        List<OperationEvent> told = [];
        world.Driver.WhileCreating = async () =>
        {
            await stop.CancelAsync();
            world.Scope.Orders.Tell(told.Add);
        };
        world.Driver.Creates.Enqueue(_ => new CreateResult.Unanswered(Error()));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ensure(world));
        world.Scope.Orders.Tell(told.Add);

        Assert.Equal(["a"], Assert.IsType<OperationEvent.Stopping>(Assert.Single(told)).Hosts);
        Assert.Contains(world.Messages, m => m.Contains("did not answer the order of a machine for a", StringComparison.Ordinal));
        Assert.True(world.Scope.Hosts["a"].Request!.IsOpen);
    }

    [Fact]
    public async Task Ensure_WithAnOrderThatCannotBeMade_OpensNoRequest()
    {
        var world = With(Seen.Host("a", request: Closed));

        await Assert.ThrowsAsync<EdgeException>(() => DeviceKeeper.EnsureAsync(
            world.Context("a", StepKind.RentDevice), world.Scope.Hosts["a"], () => throw new EdgeException("ReferenceUnknown", ErrorKind.InvalidInput, "Not known.")));

        Assert.Empty(world.Requests);
    }
}

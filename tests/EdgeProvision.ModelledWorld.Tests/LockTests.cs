using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Several processes on one provision, in virtual time.</summary>
public sealed class LockTests
{
    private const int Hosts = 2;

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(1500)]
    public async Task Create_TwoProcessesAtOnce_OneWaitsAndNothingIsDoubled(int secondAfterMs)
    {
        await using var world = new TheWorld();
        world.Sandbox.Board.Set(new Latency("*", 5, 20));
        var inventory = new Inventory(world);
        var path = Write(world);
        var (first, second) = (world.Start("left"), world.Start("right"));
        var results = await world.RunAsync(async () =>
        {
            var one = first.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromMilliseconds(secondAfterMs), world.Clock);
            return await Task.WhenAll(one, second.RunAsync(new CreateRequest(path)));
        });
        Assert.All(results, r => Assert.Empty(r!.Failures));
        Assert.Contains(new[] { first, second }, p => p.Events.Of<OperationEvent.WaitingForLock>().Any());
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Empty(inventory.ProblemsOfPurchases());
    }

    [Fact]
    public async Task Create_OwnerOnAnotherMachineIsKilled_IsTakenOverAfterAMinuteOfSilence()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        var (first, second) = (world.Start("left"), world.Start("right"));
        var (died, held) = await world.RunAsync(async () =>
        {
            var one = first.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromSeconds(3), world.Clock);
            var two = second.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
            first.Calls.Kill();
            var died = world.Clock.Elapsed;
            Assert.Null(await one);
            Assert.Empty((await two)!.Failures);
            return (died, second.Events.Events.First(e => e.Event is OperationEvent.Started).At);
        });
        Assert.InRange(held - died, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(75));
        TestContext.Current.TestOutputHelper?.WriteLine($"taken over {(held - died).TotalSeconds:0.0} s after the owner's death");
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Empty(inventory.ProblemsOfPurchases());
    }

    [Fact]
    public async Task Create_OwnerOnThisMachineIsKilled_IsTakenOverAtOnce()
    {
        await using var world = new TheWorld();
        var path = Write(world);
        var (first, second) = (world.Start(), world.Start());
        var waited = await world.RunAsync(async () =>
        {
            var one = first.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromSeconds(3), world.Clock);
            first.Calls.Kill();
            var died = world.Clock.Elapsed;
            Assert.Null(await one);
            Assert.Empty((await second.RunAsync(new CreateRequest(path)))!.Failures);
            return second.Events.Events.First(e => e.Event is OperationEvent.Started).At - died;
        });
        Assert.True(waited < TimeSpan.FromSeconds(2), $"{waited}");
    }

    [Theory]
    [InlineData(25)]
    [InlineData(90)]
    public async Task Create_FrontEndIsRestartedWhileOneWaits_TheLivingOwnerKeepsItsLock(int seconds)
    {
        await using var world = new TheWorld();
        world.Room.BootTime = TimeSpan.FromMinutes(4);
        var inventory = new Inventory(world);
        var path = Write(world);
        var (first, second) = (world.Start("left"), world.Start("right"));
        var (ended, began) = await world.RunAsync(async () =>
        {
            var one = first.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromSeconds(30), world.Clock);
            var two = second.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromSeconds(10), world.Clock);
            world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "frontend" }, Kind = FaultKind.Reset, Times = 0 });
            await Task.Delay(TimeSpan.FromSeconds(seconds), world.Clock);
            world.Sandbox.Board.ClearFaults();
            Assert.Empty((await one)!.Failures);
            var ended = world.Clock.Elapsed;
            Assert.Empty((await two)!.Failures);
            return (ended, second.Events.Events.First(e => e.Event is OperationEvent.Started).At);
        });
        Assert.True(began >= ended - TimeSpan.FromSeconds(1), $"the second began at {began}, the first ended at {ended}");
        Assert.DoesNotContain(first.Events.Of<OperationEvent.StepEnded>(), s => s.Error is not null);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Empty(inventory.ProblemsOfPurchases());
    }

    [Fact]
    public async Task Create_LockIsRemovedBySomebody_StopsChangingAndTheNextRunFinishes()
    {
        await using var world = new TheWorld();
        world.Room.BootTime = TimeSpan.FromMinutes(2);
        var inventory = new Inventory(world);
        var path = Write(world);
        var (first, second) = (world.Start("left"), world.Start("right"));
        var (codes, changes) = await world.RunAsync(async () =>
        {
            var one = first.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromSeconds(30), world.Clock);
            var unlocked = await (await second.EngineAsync()).UnlockAsync("edge", CancellationToken.None);
            Assert.Contains("left", unlocked, StringComparison.Ordinal);
            var before = first.Calls.Names.Count;
            IReadOnlyList<string> codes;
            try
            {
                codes = [.. (await one)!.Failures.Select(f => f.Error.Code)];
            }
            catch (EdgeException error)
            {
                codes = [error.Code];
            }

            return (codes, first.Calls.Names.Skip(before).Where(IsChange).ToList());
        });
        Assert.Contains("LockLost", codes);
        Assert.Empty(changes);
        Assert.Empty((await world.RunAsync(new CreateRequest(path)))!.Failures);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Empty(inventory.ProblemsOfPurchases());
    }

    [Fact]
    public async Task Create_NothingToDoBesideTheLockOfAProcessKilledElsewhere_RemovesTheLockAfterAMinute()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        var doomed = world.Start("left");
        doomed.Calls.Decide = (_, name) => name == "frontend one.template.delete" ? Interference.KilledBefore : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(path))));
        var (second, began) = (world.Start("right"), world.Clock.Elapsed);

        var result = await world.RunAsync(() => second.RunAsync(new CreateRequest(path)));

        Assert.Equal(OperationOutcome.Unchanged, result!.Operation.Outcome);
        Assert.InRange(world.Clock.Elapsed - began, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(75));
        Assert.Contains(second.Events.Of<OperationEvent.WaitingForLock>(), w => w.Machine == "left");
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
    }

    [Fact]
    public async Task Delete_NothingToDoBesideTheLockOfAProcessKilledElsewhere_RemovesTheLockAndSaysThatThereIsNothing()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        await world.RunAsync(new CreateRequest(Write(world)));
        var doomed = world.Start("left");
        doomed.Calls.Decide = (_, name) => name == "frontend one.template.delete" ? Interference.KilledBefore : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new DeleteRequest("edge"))));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(() => world.Start("right").RunAsync(new DeleteRequest("edge"))));

        Assert.Equal("ProvisionNotFound", error.Code);
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Fact]
    public async Task Create_NothingToDoAndNoLock_LooksForOneOnceAndWaitsForNothing()
    {
        await using var world = new TheWorld();
        var path = Write(world);
        await world.RunAsync(new CreateRequest(path));
        var (second, began) = (world.Start("right"), world.Clock.Elapsed);

        await world.RunAsync(() => second.RunAsync(new CreateRequest(path)));

        Assert.Equal(began, world.Clock.Elapsed);
        Assert.Single(second.Calls.Names, n => n == "frontend one.templatepool.info");
        Assert.DoesNotContain("frontend one.template.allocate", second.Calls.Names);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(300)]
    public async Task Wait_OwnerOnAnotherMachineIsKilled_IsNoticedHoweverSeldomOneWantsToLook(int delay)
    {
        await using var world = new TheWorld();
        var path = Write(world);
        var (first, second) = (world.Start("left"), world.Start("right"));
        var (error, waited) = await world.RunAsync(async () =>
        {
            var one = first.RunAsync(new CreateRequest(path));
            await Task.Delay(TimeSpan.FromSeconds(3), world.Clock);
            var request = new WaitRequest("edge") { Delay = TimeSpan.FromSeconds(delay), Timeout = TimeSpan.FromHours(1) };
            var waiting = (await second.EngineAsync()).WaitAsync(request, _ => { }, CancellationToken.None);
            await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
            first.Calls.Kill();
            var died = world.Clock.Elapsed;
            Assert.Null(await one);
            var error = await Assert.ThrowsAsync<EdgeException>(() => waiting);
            return (error, world.Clock.Elapsed - died);
        });
        Assert.Equal("StateNotReached", error.Code);
        Assert.InRange(waited, TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(80 + delay));
    }

    private static bool IsChange(string call) =>
        call.StartsWith("packet POST", StringComparison.Ordinal) || call.StartsWith("packet DELETE", StringComparison.Ordinal) || call == "host run"
        || (call.StartsWith("frontend", StringComparison.Ordinal) && call != "frontend one.template.update"
            && new[] { ".update", ".allocate", ".delete", ".status", ".rename" }.Any(w => call.EndsWith(w, StringComparison.Ordinal)));

    private static string Write(TheWorld world) => world.Write("edge.yaml", Descriptors.Fosdem(Hosts));
}

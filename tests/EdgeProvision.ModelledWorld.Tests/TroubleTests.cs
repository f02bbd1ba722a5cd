using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Providers on a bad day: nothing is doubled, nothing is lost.</summary>
public sealed class TroubleTests
{
    private const int Hosts = 3;

    [Theory]
    [InlineData(500)]
    [InlineData(2000)]
    [InlineData(2900)]
    public async Task Create_AcceptedAfterTheCallerDied_TheMachineIsAdopted(int delayMs)
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = DeviceCreation, Kind = FaultKind.LateAction, DelayMs = delayMs, Nth = 2 });
        var doomed = world.Start();
        doomed.Calls.Decide = (_, name) => name.StartsWith("packet POST", StringComparison.Ordinal) && doomed.Calls.Names.Count(n => n.StartsWith("packet POST", StringComparison.Ordinal)) == 2
            ? Interference.KilledAfter
            : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(path))));
        await FinishAsync(world, inventory, path);
    }

    [Fact]
    public async Task Create_AcceptedLateWhileTheCallerLives_TheMachineIsAdopted()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = DeviceCreation, Kind = FaultKind.LateAction, DelayMs = 2500, Times = Hosts });
        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new CreateRequest(path)))!.Operation.Outcome);
        await FinishAsync(world, inventory, path);
    }

    /// <summary>Later than the provider promises, so another machine was ordered meanwhile: the further one goes, by the provider's own clock.</summary>
    [Fact]
    public async Task Create_MachineComesAfterTheSettleWindow_TheFurtherOneIsReleased()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = DeviceCreation, Kind = FaultKind.LateAction, DelayMs = 6000, Nth = 1 });
        var process = world.Start();

        await world.RunAsync(() => process.RunAsync(new CreateRequest(path)));
        await world.RunAsync(new ConfigureRequest("edge") { Reapply = true });
        await world.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Equal(Hosts + 1, world.Sandbox.PacketEmulator.Ledger.Entries.Count(e => e.Kind == "device"));
        var since = inventory.Objects.Where(o => o.Kind == "host").Select(o => long.Parse(Inventory.Text(o, "EDGE_SINCE")!, System.Globalization.CultureInfo.InvariantCulture));
        Assert.All(since, s => Assert.InRange(world.Clock.GetUtcNow().ToUnixTimeSeconds() - s, 300, 3600));
    }

    [Fact]
    public async Task Delete_KilledCreatesMachineComesLate_NothingIsLeft()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = DeviceCreation, Kind = FaultKind.LateAction, DelayMs = 2500, Times = Hosts });
        var doomed = world.Start();
        doomed.Calls.Decide = (_, name) => name.StartsWith("packet POST", StringComparison.Ordinal) ? Interference.KilledAfter : Interference.None;
        Assert.Null(await world.RunAsync(() => doomed.RunAsync(new CreateRequest(path))));
        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new DeleteRequest("edge")))!.Operation.Outcome);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    public async Task Create_ListsLagAndAnswersAreLost_NothingIsDoubled(double lagSeconds)
    {
        await using var world = new TheWorld(settle: TimeSpan.FromSeconds(5));
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.PacketEmulator.Conditions.ListLag = TimeSpan.FromSeconds(lagSeconds);
        world.Sandbox.Board.Add(new FaultOrder { Match = DeviceCreation, Kind = FaultKind.LostAnswer, Times = 2 });
        await FinishAsync(world, inventory, path);
        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new DeleteRequest("edge")))!.Operation.Outcome);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(inventory.ProblemsOfNothing());
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.Drop)]
    public async Task Delete_AnswerAboutAVirtualMachineIsLost_LooksAndGoesOn(FaultKind kind)
    {
        await using var world = new TheWorld();
        var made = (await world.RunAsync(new CreateRequest(Write(world))))!.Provision!;
        using var tools = new FrontEndTools(world);
        await world.RunAsync(() => tools.RunMachineAsync(made.Hosts[0].Id, made.Datastores.Single(d => d.Type == "sys").Id, "CPU=1\nMEMORY=128"));
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "frontend", RpcMethod = "one.vm.recover" }, Kind = kind, Times = 2 });

        var deleted = await world.RunAsync(new DeleteRequest("edge") { RemoveContents = true });

        Assert.Empty(deleted!.Failures.Select(f => f.Error.Message));
        Assert.Empty(world.Room.Machines);
    }

    [Fact]
    public async Task Create_TooManyRequests_WaitsAsLongAsAsked()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet" }, Kind = FaultKind.Status, Status = 429, RetryAfter = 20, Times = 4 });
        var began = world.Clock.Elapsed;
        await FinishAsync(world, inventory, path);
        Assert.True(world.Clock.Elapsed - began >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Create_TooManyOrders_OrdersAgainWhenAllowed()
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(new FaultOrder { Match = DeviceCreation, Kind = FaultKind.Status, Status = 429, RetryAfter = 30, Times = 3 });
        Assert.Equal(OperationOutcome.Succeeded, (await world.RunAsync(new CreateRequest(path)))!.Operation.Outcome);
        await FinishAsync(world, inventory, path);
    }

    [Theory]
    [InlineData(FaultKind.Status, 1)]
    [InlineData(FaultKind.LostAnswer, 2)]
    [InlineData(FaultKind.Drop, 3)]
    [InlineData(FaultKind.Truncate, 4)]
    [InlineData(FaultKind.Reset, 5)]
    public async Task CreateAndDelete_AFifthOfAllCallsFails_FinishesAfterSomeRuns(FaultKind kind, int seed)
    {
        await using var world = new TheWorld(seed: seed);
        var inventory = new Inventory(world);
        var path = Write(world);
        world.Sandbox.Board.Add(new FaultOrder { Kind = kind, Probability = 0.2, Times = 0 });
        var creates = await RepeatAsync(world, new CreateRequest(path), null);
        world.Sandbox.Board.ClearFaults();
        await FinishAsync(world, inventory, path);
        world.Sandbox.Board.Add(new FaultOrder { Kind = kind, Probability = 0.2, Times = 0 });
        var deletes = await RepeatAsync(world, new DeleteRequest("edge"), "ProvisionNotFound");
        world.Sandbox.Board.ClearFaults();
        await RepeatAsync(world, new DeleteRequest("edge"), "ProvisionNotFound");
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(inventory.ProblemsOfNothing());
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: created after {creates} runs, deleted after {deletes}, {world.Clock.Elapsed.TotalSeconds:0} s of virtual time");
    }

    /// <summary>Nearly every sixth call to the front-end breaks off: before it was carried out, or after.</summary>
    [Theory]
    [InlineData(CallMoment.Before)]
    [InlineData(CallMoment.After)]
    public async Task CreateAndDelete_ConnectionsToTheFrontEndAreReset_NoStepFails(CallMoment when)
    {
        List<string> failures = [];
        for (var seed = 1; seed <= 12; seed++)
        {
            await using var world = new TheWorld(seed: seed);
            var inventory = new Inventory(world);
            var path = Write(world);
            world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "frontend" }, Kind = FaultKind.Reset, When = when, Probability = 0.15, Times = 0 });
            try
            {
                failures.AddRange((await world.RunAsync(new CreateRequest(path)))!.Failures.Select(f => $"seed {seed}: {f.StepId} {f.Error.Message}"));
                failures.AddRange((await world.RunAsync(new DeleteRequest("edge")))!.Failures.Select(f => $"seed {seed}: {f.StepId} {f.Error.Message}"));
            }
            catch (EdgeException error)
            {
                failures.Add($"seed {seed}: {error.Code} {error.Message}");
            }

            world.Sandbox.Board.ClearFaults();
            await RepeatAsync(world, new DeleteRequest("edge"), "ProvisionNotFound");
            await world.PassAsync(TimeSpan.FromMinutes(5));
            failures.AddRange(inventory.ProblemsOfNothing().Concat(inventory.ProblemsOfPurchases()).Select(p => $"seed {seed}: {p}"));
        }

        Assert.Empty(failures);
    }

    private static CallMatch DeviceCreation => new() { Service = "packet", Method = "POST", Path = "/projects/*/devices" };

    private static string Write(TheWorld world) => world.Write("edge.yaml", Descriptors.Fosdem(Hosts));

    private static async Task<int> RepeatAsync(TheWorld world, OperationRequest request, string? doneCode)
    {
        List<string> said = [];
        for (var run = 1; run <= 20; run++)
        {
            try
            {
                var result = await world.RunAsync(request);
                if (result!.Operation.Outcome is OperationOutcome.Succeeded or OperationOutcome.Unchanged)
                    return run;
                said.AddRange(result.Failures.Select(f => $"{f.StepId} {f.Error.Message}"));
            }
            catch (EdgeException error) when (error.Code == doneCode)
            {
                return run;
            }
            catch (EdgeException error)
            {
                said.Add($"{error.Code} {error.Message}");
            }
        }

        Assert.Fail($"not finished after 20 runs:\n{string.Join('\n', said)}");
        return 0;
    }

    /// <summary>One undisturbed run at the end, and nothing is missing, doubled or left.</summary>
    private static async Task FinishAsync(TheWorld world, Inventory inventory, string path)
    {
        var result = await world.RunAsync(new CreateRequest(path));
        Assert.Empty(result!.Failures.Select(f => f.Error.Message));
        await world.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Empty(inventory.ProblemsOfPurchases());
        Assert.Equal(OperationOutcome.Unchanged, (await world.RunAsync(new CreateRequest(path)))!.Operation.Outcome);
    }
}

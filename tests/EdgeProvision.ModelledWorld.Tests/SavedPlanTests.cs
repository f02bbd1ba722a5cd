using EdgeProvision.Engine.Plans;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>Plans that were saved, looked at, and run later, perhaps elsewhere.</summary>
public sealed class SavedPlanTests
{
    [Fact]
    public async Task Run_OfASavedPlan_WithoutItsFile_MakesWhatItShowed()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(2));
        var plan = Saved(await PlanAsync(world, new CreateRequest(path)));
        File.Delete(path);

        var result = await world.RunAsync(PlanRequests.ToRequest(plan));

        Assert.Equal(OperationOutcome.Succeeded, result!.Operation.Outcome);
        Assert.Equal(plan.Steps.Select(s => s.Id).Order(), result.Operation.Steps.Select(s => s.Id).Order());
        Assert.Empty(new Inventory(world).ProblemsOfPurchases());
    }

    [Fact]
    public async Task Run_TwiceOfOnePlan_IsRefusedTheSecondTime()
    {
        await using var world = new TheWorld();
        var plan = Saved(await PlanAsync(world, new CreateRequest(world.Write("edge.yaml", Descriptors.Fosdem(1)))));
        await world.RunAsync(PlanRequests.ToRequest(plan));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(PlanRequests.ToRequest(plan)));

        Assert.Equal("PlanStale", error.Code);
        Assert.Equal(ErrorKind.Changed, error.Kind);
        Assert.StartsWith("The plan 'create edge' seems to have been run already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfARemovalTwice_SaysThatItIsDone()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var plan = Saved(await PlanAsync(world, new DeleteRequest("edge")));
        await world.RunAsync(PlanRequests.ToRequest(plan));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(PlanRequests.ToRequest(plan)));

        Assert.Equal("PlanStale", error.Code);
        Assert.StartsWith("The plan 'delete edge' seems to have been run already: there is no provision edge any more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_AfterSomebodyChangedANetwork_IsRefusedAndNothingIsTouched()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var plan = Saved(await PlanAsync(world, new DeleteRequest("edge")));
        await world.RunAsync(async () =>
        {
            using var administrator = world.Administrator();
            await administrator.Networks.UpdateAsync(0, Engine.OpenNebula.UpdateMode.Merge, "MTU=\"9000\"", CancellationToken.None);
            return 0;
        });

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(PlanRequests.ToRequest(plan)));

        Assert.Equal("PlanStale", error.Code);
        Assert.Equal(2, new Inventory(world).Devices.Count);
    }

    [Fact]
    public async Task Run_AfterTheDescriptorWasEdited_IsRefusedByName()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1));
        var plan = Saved(await PlanAsync(world, new CreateRequest(path)));
        world.Write("edge.yaml", Descriptors.Fosdem(1).Replace("ams1", "ewr1", StringComparison.Ordinal));

        var error = await Assert.ThrowsAsync<EdgeException>(() => world.RunAsync(PlanRequests.ToRequest(plan)));

        Assert.Equal("PlanStale", error.Code);
        Assert.Contains("edge.yaml", error.Message, StringComparison.Ordinal);
        Assert.Empty(new Inventory(world).Devices);
    }

    [Fact]
    public async Task Plan_AfterEarlierOperations_SaysHowLongItIsExpectedToTake()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);

        var plan = await PlanAsync(world, new CreateRequest(world.Write("other.yaml", Descriptors.Fosdem(1, ipam: false, name: "other"))));

        var awaited = plan.Steps.Single(s => s.Id.EndsWith("/await", StringComparison.Ordinal));
        Assert.NotNull(awaited.ExpectedDuration);
        Assert.True(plan.ExpectedDuration >= awaited.ExpectedDuration);
        Assert.True(plan.ExpectedDuration < plan.Steps.Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.ExpectedDuration ?? TimeSpan.Zero)));
    }

    [Fact]
    public async Task Plan_OfAPowerChange_ComesBackFromItsFileAndRuns()
    {
        await using var world = new TheWorld();
        await Operations.StandAsync(world);
        var ids = await Operations.IdsAsync(world);

        var result = await world.RunAsync(PlanRequests.ToRequest(Saved(await PlanAsync(world, new PowerRequest("edge", [ids[0]], PowerChange.Stop)))));

        Assert.Equal([EdgeHostState.Off, EdgeHostState.Ready], result!.Provision!.Hosts.Select(h => h.State));
    }

    private static Plan Saved(Plan plan) => PlanDocument.Read(PlanDocument.Write(plan), "plan.json");

    private static Task<Plan> PlanAsync(TheWorld world, OperationRequest request) =>
        world.RunAsync(async () => await (await world.Start().EngineAsync()).PlanAsync(request, CancellationToken.None));
}

using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>What meets what stands already: a host that joins later, a create that waits for a removal, a range that the provider keeps.</summary>
public sealed class JoiningTests
{
    [Fact]
    public async Task Create_WithOneMoreHost_TheStandingHostsKnowItToo()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(2, ipam: false));
        await world.RunAsync(new CreateRequest(path));
        world.Write("edge.yaml", Descriptors.Fosdem(3, ipam: false));

        var grown = await world.RunAsync(new CreateRequest(path));

        Assert.Equal(OperationOutcome.Succeeded, grown!.Operation.Outcome);
        Assert.Empty(grown.Warnings);
        Assert.Equal([3, 3, 3], world.Room.Machines.Select(m => m.Memory!.PeersInForce.Count));
        var again = await world.RunAsync(new CreateRequest(path));
        Assert.Equal(OperationOutcome.Unchanged, again!.Operation.Outcome);
    }

    [Fact]
    public async Task Create_WhileARemovalEnds_BeginsAnewUnderAnotherId()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1, ipam: false));
        var first = await world.RunAsync(new CreateRequest(path));

        var (deleted, second) = await world.RunAsync(async () =>
        {
            var removing = world.Start();
            var removal = removing.RunAsync(new DeleteRequest("edge"));
            while (!removing.Events.Of<OperationEvent.StepEnded>().Any())
                await Task.Delay(TimeSpan.FromMilliseconds(20), world.Clock);
            var creation = world.Start("another").RunAsync(new CreateRequest(path));
            return (await removal, await creation);
        });

        Assert.Equal(OperationOutcome.Succeeded, deleted!.Operation.Outcome);
        Assert.Equal(OperationOutcome.Succeeded, second!.Operation.Outcome);
        Assert.NotEqual(first!.Provision!.Id, second.Provision!.Id);
        Assert.Single(world.Room.Machines);
    }

    [Fact]
    public async Task Delete_WhileTheProviderKeepsAnAddressRange_TriesAgainUntilItIsGivenBack()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1));
        await world.RunAsync(new CreateRequest(path));
        world.Sandbox.Board.Add(new FaultOrder { Match = new CallMatch { Service = "packet", Method = "DELETE", Path = "/ips/*" }, Kind = FaultKind.Status, Status = 500, Times = 3 });

        var deleted = await world.RunAsync(new DeleteRequest("edge"));

        Assert.Equal(OperationOutcome.Succeeded, deleted!.Operation.Outcome);
    }

    [Fact]
    public async Task Create_AfterAReconfigurationThatCouldNotReachTheHost_DoesNotEnableItUnseen()
    {
        await using var world = new TheWorld();
        var path = world.Write("edge.yaml", Descriptors.Fosdem(1, ipam: false));
        await world.RunAsync(new CreateRequest(path));
        await world.RunAsync(async () =>
        {
            await world.Room.ReinstallAsync(world.Room.Machines[0].Machine.Id, CancellationToken.None);
            return 0;
        });
        var failed = await world.RunAsync(new ConfigureRequest("edge") { Reapply = true });

        var continued = await world.RunAsync(new CreateRequest(path));

        Assert.Equal(OperationOutcome.Failed, failed!.Operation.Outcome);
        Assert.Equal(OperationOutcome.Failed, continued!.Operation.Outcome);
        Assert.Equal("error", continued.Provision!.Hosts[0].ConfigurationStatus);
        Assert.Single(world.Room.Machines);
    }
}

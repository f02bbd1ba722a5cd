using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task CreateAndDelete_OneHost_NothingIsLeft()
    {
        await using var world = new TheWorld();
        var path = world.Write("one.yaml", Descriptors.Fosdem(1));
        var process = world.Start();
        var created = await world.RunAsync(() => process.RunAsync(new CreateRequest(path)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{world.Clock.Elapsed}\n{process.Events.Account()}\n{string.Join('\n', process.Calls.Names)}");
        Assert.Equal(OperationOutcome.Succeeded, created!.Operation.Outcome);
        var deleted = await world.RunAsync(new DeleteRequest("edge"));
        Assert.Equal(OperationOutcome.Succeeded, deleted!.Operation.Outcome);
        Assert.Empty(world.Room.Machines);
    }
}

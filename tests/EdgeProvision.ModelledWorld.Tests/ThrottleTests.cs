using EdgeProvision.Engine.Requests;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>A limit to the hosts worked on at once makes operations longer, and must not make two hosts wait for each other.</summary>
public sealed class ThrottleTests
{
    private const int Hosts = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task EveryOperation_WithAThrottleLimit_Ends(int limit)
    {
        await using var world = new TheWorld();
        var inventory = new Inventory(world);
        var path = world.Write("edge.yaml", Descriptors.Fosdem(Hosts));
        Assert.Empty((await world.RunAsync(new CreateRequest(path) { ThrottleLimit = limit }))!.Failures);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        Assert.Empty((await world.RunAsync(new ConfigureRequest("edge") { Reapply = true, ThrottleLimit = limit }))!.Failures);
        Assert.Empty((await world.RunAsync(new PowerRequest("edge", await Operations.IdsAsync(world), PowerChange.Restart) { ThrottleLimit = limit }))!.Failures);
        Assert.Empty(inventory.ProblemsOfProvision(Hosts, ipam: true));
        var ids = await Operations.IdsAsync(world);
        Assert.Empty((await world.RunAsync(new DeleteHostsRequest("edge", [ids[0], ids[1]]) { ThrottleLimit = limit }))!.Failures);
        await world.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(inventory.ProblemsOfProvision(1, ipam: true));
        Assert.Empty((await world.RunAsync(new DeleteRequest("edge") { ThrottleLimit = limit }))!.Failures);
        await world.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Empty(inventory.ProblemsOfNothing());
    }
}

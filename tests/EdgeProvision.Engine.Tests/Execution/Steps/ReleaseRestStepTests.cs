using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>The last look at the providers: one that does not let itself be looked at, and one where something may still come.</summary>
public sealed class ReleaseRestStepTests
{
    private static readonly string Key = EdgeAttribute.RangeKey(World.ProvisionId, "public", 0);

    [Theory]
    [InlineData("SSH_FROM", false)]
    [InlineData("SUBNETID", true)]
    public async Task Run_WithoutTheRightToLookForANetwork_IsDoneOnlyWhereNoneCanHaveBeenMade(string key, bool isDone)
    {
        var host = Seen.Ready("a");
        host = host with { Driver = "ec2", Template = host.Template.With("PROVISION", host.Template.Section("PROVISION")!.Add(key, "given")) };
        var world = new World(new Engine.Requests.DeleteRequest("edge"), observed: new() { Name = "edge", Id = World.ProvisionId, Hosts = [host] }, token: "t", driver: "ec2");
        world.Driver.SurroundingsError = new EdgeException("ProviderNotAuthorized", ErrorKind.AccessDenied, "Not allowed.");

        var run = () => RunAsync(world);

        if (isDone)
            Assert.Equal(StepOutcome.Unchanged, await run());
        else
            Assert.Equal("ProviderNotAuthorized", (await Assert.ThrowsAsync<EdgeException>(run)).Code);
    }

    [Fact]
    public async Task Run_WithoutThatRightWhenTheHostsAreGone_DoesNotClaimToBeDone()
    {
        var world = new World(new Engine.Requests.DeleteRequest("edge"), token: "t", driver: "ec2");
        world.Driver.SurroundingsError = new EdgeException("ProviderNotAuthorized", ErrorKind.AccessDenied, "Not allowed.");

        await Assert.ThrowsAsync<EdgeException>(() => RunAsync(world));
    }

    [Fact]
    public async Task Run_AnOrderOfAddressesMayStillComeTrue_IsLookedForAtAllProvidersWithinOneWindow()
    {
        var (world, addresses) = Announced();

        Assert.Equal(StepOutcome.Unchanged, await RunAsync(world));

        // The first provider until the window is over, and then the second once.
        Assert.Equal([0, 40, 80, 120, 160], addresses.Looks.Select(t => t.TotalSeconds));
    }

    [Fact]
    public async Task Run_ThatOrderComesTrueAtTheLastProvider_IsGivenBack()
    {
        var (world, addresses) = Announced();
        addresses.There = now => now.TotalSeconds < 160 ? [] : [new AddressReservation("r-1", Key, "198.51.100.8/29", 8)];

        Assert.Equal(StepOutcome.Done, await RunAsync(world));

        Assert.Equal(["r-1"], addresses.Released);
    }

    /// <summary>Two providers that rent addresses, and an order that was never answered.</summary>
    private static (World World, ScriptedAddresses Addresses) Announced()
    {
        var record = new ProvisionRecord { ProvisionId = World.ProvisionId, ProvisionName = "edge", ClusterName = "edge", DescriptorText = "name: edge\n", Requests = [Key] };
        var world = new World(new Engine.Requests.DeleteRequest("edge"), observed: new() { Name = "edge", Id = World.ProvisionId, Record = record });
        var addresses = new ScriptedAddresses(world.Time) { LookTakes = TimeSpan.FromSeconds(40) };
        (world.Driver.Addresses, world.Driver.PollInterval) = (addresses, TimeSpan.Zero);
        Assert.Equal(2, world.Scope.Providers.Count);
        return (world, addresses);
    }

    private static Task<StepOutcome> RunAsync(World world) => new ReleaseRestStep().RunAsync(new StepContext(
        new PlannedStep(new PlanStep("rest", nameof(StepKind.ReleaseRest), "edge", "look", PlanEffect.Release, []), StepKind.ReleaseRest), world.Scope, world.Scope.Report, TestContext.Current.CancellationToken));
}

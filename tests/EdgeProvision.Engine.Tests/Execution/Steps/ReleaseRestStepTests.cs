using EdgeProvision.Engine.Execution;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>The last look at a provider that does not let itself be looked at.</summary>
public sealed class ReleaseRestStepTests
{
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

    private static Task<StepOutcome> RunAsync(World world) => new ReleaseRestStep().RunAsync(new StepContext(
        new PlannedStep(new PlanStep("rest", nameof(StepKind.ReleaseRest), "edge", "look", PlanEffect.Release, []), StepKind.ReleaseRest), world.Scope, world.Scope.Report, TestContext.Current.CancellationToken));
}

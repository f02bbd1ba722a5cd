using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>An order that was never answered, of a host that the descriptor no longer says the same of.</summary>
public sealed class SettleRequestStepTests
{
    private readonly World _world = With(Seen.Host("a", request: new HostRequest(2, IsOpen: true)));

    private static World With(ObservedHost host) => new(observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [host] });

    private static Task<StepOutcome> Start(World world) => new SettleRequestStep().RunAsync(world.Context("a", StepKind.SettleRequest));

    private static async Task<StepOutcome> Run(World world) => await world.Time.RunAsync(Start(world));

    [Fact]
    public async Task Settle_WhereNothingComes_ClosesTheOrderAfterTheWindowAndBuysNothing()
    {
        var began = _world.Time.GetUtcNow();

        Assert.Equal(StepOutcome.Done, await Run(_world));

        Assert.Contains(_world.Driver.ListedAt, t => t - began >= _world.Driver.SettleWindow);
        Assert.Equal(["2 closed"], _world.Requests);
        Assert.Empty(_world.Driver.Asked);
    }

    [Theory]
    [InlineData(DeviceState.Pending)]
    [InlineData(DeviceState.Failed)]
    public async Task Settle_WhereAMachineComes_RecordsItAndRefusesTheChange(DeviceState state)
    {
        var run = Start(_world);
        while (_world.Driver.ListedAt.Count < 3)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        _world.Driver.Add("late", World.KeyOf("a"), state);
        var error = await Assert.ThrowsAsync<EdgeException>(() => _world.Time.RunAsync(run));

        Assert.Equal("DescriptorChanged", error.Code);
        Assert.Contains("late", error.Message, StringComparison.Ordinal);
        Assert.Equal(["2 closed with id"], _world.Requests);
        Assert.Empty(_world.Driver.Deleted);
    }

    [Fact]
    public async Task Settle_TriedAgainAfterAMachineCame_RefusesAgain()
    {
        _world.Driver.Add("late", World.KeyOf("a"));
        await Assert.ThrowsAsync<EdgeException>(() => Run(_world));

        Assert.Equal("DescriptorChanged", (await Assert.ThrowsAsync<EdgeException>(() => Run(_world))).Code);
        Assert.Single(_world.Requests);
    }

    [Fact]
    public async Task Settle_TriedAgainAfterItWasClosed_HasNothingToDo()
    {
        await Run(_world);

        Assert.Equal(StepOutcome.Unchanged, await Run(_world));
    }

    [Fact]
    public async Task Claim_OfAHostThatIsClaimedAnew_FollowsTheDescriptorAndKeepsItsAttemptAndItsAge()
    {
        var desired = Engine.Tests.Descriptors.Loading.Load(World.DescriptorText().Replace("plan: p", "plan: bigger", StringComparison.Ordinal)).Descriptor;
        var world = new World(desired: desired, observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [Seen.Host("a", request: new HostRequest(2, IsOpen: false))] });
        var since = world.Scope.Hosts["a"].Template.Text("EDGE_SINCE");

        await world.Time.RunAsync(new ClaimHostStep().RunAsync(world.Context("a", StepKind.ClaimHost)));

        var claim = Assert.Single(world.Writes("one.host.update"));
        Assert.Equal("0", claim.Arguments[3]);
        Assert.Contains("PLAN=\"bigger\"", claim.Arguments[2], StringComparison.Ordinal);
        Assert.Contains($"EDGE_SINCE=\"{since}\"", claim.Arguments[2], StringComparison.Ordinal);
        Assert.Equal(["2 open"], world.Requests);
        Assert.Empty(world.Writes("one.host.allocate"));
    }
}

using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Tests.Execution.Purchases;

public sealed class ReconcilerTests
{
    private static World With(string? device = "mine") =>
        new(observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [Seen.Host("a", device: device)] });

    private static Task Run(World world) => new Reconciler(world.Scope).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task Run_WithAFurtherDeviceOfAKey_ReleasesItAndKeepsTheRecordedOne()
    {
        var world = With();
        world.Driver.Add("older", World.KeyOf("a"), age: 99);
        world.Driver.Add("mine", World.KeyOf("a"));

        await Run(world);

        Assert.Equal(["older"], world.Driver.Deleted);
    }

    [Fact]
    public async Task Run_WithADeviceOfAKeyThatIsOlderThanItsFirstOrder_TellsItAndLeavesItAlone()
    {
        // Somebody gave a machine of theirs our tag.
        var world = With();
        world.Driver.Add("mine", World.KeyOf("a"));
        world.Driver.Add("theirs", World.KeyOf("a"), age: 3601);

        await Run(world);

        Assert.Empty(world.Driver.Deleted);
        Assert.Contains(world.Messages, m => m.Contains("theirs", StringComparison.Ordinal) && m.Contains("2026-11-22 10:59:59Z", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("yesterday")]
    public async Task Run_WhereTheClaimDoesNotSayWhenTheFirstOrderWas_ReleasesNothing(string? since)
    {
        var world = With();
        var host = world.Scope.Hosts["a"];
        host.Template = since is null ? host.Template.Without("EDGE_SINCE") : host.Template.With("EDGE_SINCE", since);
        world.Driver.Add("mine", World.KeyOf("a"));
        world.Driver.Add("other", World.KeyOf("a"));

        await Run(world);

        Assert.Empty(world.Driver.Deleted);
    }

    [Fact]
    public async Task Run_WhereTheRecordedDeviceHasFailed_ReleasesNothing()
    {
        // The other one may be what the host is going to be served by.
        var world = With();
        world.Driver.Add("mine", World.KeyOf("a"), DeviceState.Failed);
        world.Driver.Add("good", World.KeyOf("a"));

        await Run(world);

        Assert.Empty(world.Driver.Deleted);
    }

    [Fact]
    public async Task Run_WhereNoSurvivorIsRecorded_ReleasesNothing()
    {
        var world = With(device: null);
        world.Driver.Add("x", World.KeyOf("a"));
        world.Driver.Add("y", World.KeyOf("a"));

        await Run(world);

        Assert.Empty(world.Driver.Deleted);
    }

    [Fact]
    public async Task Run_WhereTheRecordedDeviceDoesNotShow_ReleasesNothing()
    {
        var world = With();
        world.Driver.Add("other", World.KeyOf("a"));

        await Run(world);

        Assert.Empty(world.Driver.Deleted);
    }

    [Fact]
    public async Task Run_WithADeviceOfNoHost_TellsItAndLeavesItAlone()
    {
        var world = With();
        world.Driver.Add("stray", World.KeyOf("nobody"));

        await Run(world);

        Assert.Empty(world.Driver.Deleted);
        Assert.Contains(world.Messages, m => m.Contains("stray", StringComparison.Ordinal));
    }
}

using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Tests.Execution.Purchases;

public sealed class ReconcilerTests
{
    private static readonly string s_key = World.KeyOf("a");

    [Fact]
    public async Task Run_WithAFurtherDeviceOfAKey_ReleasesItAndKeepsTheRecordedOne()
    {
        var world = await RunAsync(driver => (driver.Add("older", s_key, age: 99), driver.Add("mine", s_key)));

        Assert.Equal(["older"], world.Driver.Deleted);
    }

    [Fact]
    public async Task Run_WithADeviceOfAKeyThatIsOlderThanItsFirstOrder_TellsItAndLeavesItAlone()
    {
        // Somebody gave a machine of theirs our tag.
        var world = await RunAsync(driver => (driver.Add("mine", s_key), driver.Add("theirs", s_key, age: 3601)));

        AssertLeftAlone(world, "theirs", "2026-11-22 10:59:59Z");
    }

    [Fact]
    public async Task Run_WithACopyOfTheMachine_TellsThatItIsOneAndLeavesItAlone()
    {
        var world = await RunAsync(driver => (driver.Add("mine", s_key), driver.AddCopy("copy", s_key)));

        AssertLeftAlone(world, "copy", "is a copy of the machine of host a");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("yesterday")]
    public async Task Run_WhereTheClaimDoesNotSayWhenTheFirstOrderWas_ReleasesNothing(string? since)
    {
        var world = await RunAsync(
            driver => (driver.Add("mine", s_key), driver.Add("other", s_key)),
            claim: template => since is null ? template.Without("EDGE_SINCE") : template.With("EDGE_SINCE", since));

        AssertLeftAlone(world, "other");
    }

    [Fact]
    public async Task Run_WhereTheRecordedDeviceHasFailed_ReleasesNothing()
    {
        // The other one may be what the host is going to be served by.
        var world = await RunAsync(driver => (driver.Add("mine", s_key, DeviceState.Failed), driver.Add("good", s_key)));

        AssertQuiet(world);
    }

    [Fact]
    public async Task Run_WhereNoSurvivorIsRecorded_ReleasesNothing()
    {
        var world = await RunAsync(driver => (driver.Add("x", s_key), driver.Add("y", s_key)), recorded: null);

        AssertQuiet(world);
    }

    [Fact]
    public async Task Run_WhereTheRecordedDeviceDoesNotShow_ReleasesNothing()
    {
        var world = await RunAsync(driver => driver.Add("other", s_key));

        AssertQuiet(world);
    }

    [Fact]
    public async Task Run_WithADeviceOfNoHost_TellsItAndLeavesItAlone()
    {
        var world = await RunAsync(driver => driver.Add("stray", World.KeyOf("nobody")));

        AssertLeftAlone(world, "stray", "belongs to none of its hosts");
    }

    [Fact]
    public async Task Run_WithTheRecordedDeviceUnderNoKeyOfOurs_SaysNothingOfIt()
    {
        var world = await RunAsync(driver => driver.AddCopy("mine", World.KeyOf("a")));

        AssertQuiet(world);
    }

    /// <summary>Host a has a recorded machine; what there is at the provider is compared with it once.</summary>
    private static async Task<World> RunAsync(Func<ScriptedDriver, object> there, string? recorded = "mine", Func<AttributeTree, AttributeTree>? claim = null)
    {
        var world = new World(observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [Seen.Host("a", device: recorded)] });
        var host = world.Scope.Hosts["a"];
        host.Template = claim?.Invoke(host.Template) ?? host.Template;
        there(world.Driver);
        await new Reconciler(world.Scope).RunAsync(TestContext.Current.CancellationToken);
        return world;
    }

    private static void AssertLeftAlone(World world, string device, string said = "left alone")
    {
        Assert.Empty(world.Driver.Deleted);
        Assert.Contains(world.Messages, m => m.Contains($"Machine {device} ", StringComparison.Ordinal) && m.Contains(said, StringComparison.Ordinal));
    }

    private static void AssertQuiet(World world)
    {
        Assert.Empty(world.Driver.Deleted);
        Assert.Empty(world.Messages);
    }
}

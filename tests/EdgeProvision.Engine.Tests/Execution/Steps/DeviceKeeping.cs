using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Tests.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Execution.Steps;

/// <summary>One host whose device is kept, for the tests of <see cref="DeviceKeeper"/>.</summary>
internal static class DeviceKeeping
{
    public static HostRequest Open { get; } = new(1, IsOpen: true);

    public static HostRequest Closed { get; } = new(1, IsOpen: false);

    public static World With(ObservedHost host, bool isFresh = false)
    {
        var world = new World(observed: new ObservedProvision { Name = "edge", Id = World.ProvisionId, Hosts = [host] });
        world.Scope.Hosts["a"].IsFreshlyClaimed = isFresh;
        return world;
    }

    public static Task<StepOutcome> EnsureAsync(World world) =>
        DeviceKeeper.EnsureAsync(
            world.Context("a"), world.Scope.Hosts["a"],
            () => new DeviceRequest(World.ProvisionId, World.KeyOf("a"), 1, 1, "a", "key", new Dictionary<string, string>()));

    /// <summary>The same, while time passes.</summary>
    public static async Task<StepOutcome> RunAsync(World world) => await world.Time.RunAsync(EnsureAsync(world));

    public static EdgeException Error(bool transient = false, TimeSpan? retryAfter = null) =>
        new("ProviderRefused", ErrorKind.Refused, "No.") { IsTransient = transient, RetryAfter = retryAfter };
}

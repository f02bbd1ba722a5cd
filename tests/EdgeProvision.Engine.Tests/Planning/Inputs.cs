using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Tests.Descriptors;
using EdgeProvision.Engine.Tests.Execution;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.Planning;

/// <summary>What planners are given.</summary>
internal static class Inputs
{
    public static ObservedProvision Nothing { get; } = new() { Name = "edge" };

    /// <summary>A provision with a record of that descriptor and a cluster.</summary>
    public static ObservedProvision Standing(string text, params ObservedHost[] hosts) => new()
    {
        Name = "edge",
        Id = World.ProvisionId,
        Record = Seen.Record(Loading.Load(text).Text),
        Clusters = [Seen.Cluster()],
        Hosts = hosts,
        Devices = [.. hosts.Where(h => h.DeviceId is not null).Select(h => new Engine.Providers.Device(
            h.DeviceId!, Engine.Providers.DeviceState.Active, "active", World.KeyOf(h.Key), h.Key, DateTimeOffset.UnixEpoch, h.HasAddress ? h.Name : "198.51.100.9", null, "am6", null))],
    };

    public static CreateInput Create(string text, ObservedProvision observed, bool hasOverlay = false)
    {
        var loaded = Loading.Load(text);
        return new CreateInput(loaded.Descriptor, observed, hasOverlay, observed.Record is { } record ? Stored(record.DescriptorText) : null, Stored(loaded.Text));
    }

    public static OperationPlan Plan(string text, ObservedProvision observed, bool hasOverlay = false) => CreatePlanner.Plan(Create(text, observed, hasOverlay));

    public static IEnumerable<string> Ids(this OperationPlan plan) => plan.Steps.Select(s => s.Id);

    public static PlannedStep Step(this OperationPlan plan, string id) => plan.Steps.Single(s => s.Id == id);

    private static Descriptor Stored(string text) => Loading.Load(text, Loading.Options() with { IsStored = true }).Descriptor;
}

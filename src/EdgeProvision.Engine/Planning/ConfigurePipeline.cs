using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>A host that stands is configured again: out of OpenNebula's hands while nothing runs on it, and back.</summary>
internal static class ConfigurePipeline
{
    /// <summary>Adds the steps and answers the id of the one that configures.</summary>
    public static string Add(PlanBuilder builder, ObservedHost host, bool hasOverlay, string? after)
    {
        var before = after;
        if (host.VirtualMachines.Count == 0 && !host.IsOffline)
        {
            before = builder.AddForHost(StepKind.OfflineHost, host.Key, "offline", $"Set host {host.Id} ({host.Name}) offline while it is configured", PlanEffect.Change, after);
            builder.Last(s => s with { ObjectId = host.Id });
        }

        var configure = builder.AddForHost(StepKind.ConfigureHost, host.Key, "configure", $"Configure {host.Key} over SSH", PlanEffect.Change, before);
        builder.AddForHost(StepKind.EnableHost, host.Key, "enable", $"Enable {host.Key} in OpenNebula", PlanEffect.Change, configure);
        if (hasOverlay)
            builder.AddForHost(StepKind.AgreePeers, host.Key, "peers", $"Bring the overlay's peers on {host.Key} up to date", PlanEffect.Change, configure);
        return configure;
    }
}

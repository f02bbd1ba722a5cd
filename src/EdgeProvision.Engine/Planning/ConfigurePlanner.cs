using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>The configuration of hosts. Pure.</summary>
public static class ConfigurePlanner
{
    /// <summary>Makes the plan; empty when every host has its fingerprint already and nothing is to be run again.</summary>
    /// <param name="observed">The world.</param>
    /// <param name="hosts">The hosts to configure.</param>
    /// <param name="fingerprint">The fingerprint that a host would have by today's roles.</param>
    /// <param name="hasOverlay">Whether peers matter.</param>
    /// <param name="reapply">True to configure hosts that are unchanged.</param>
    public static OperationPlan Plan(
        ObservedProvision observed, IReadOnlyList<ObservedHost> hosts, Func<ObservedHost, string?> fingerprint, bool hasOverlay, bool reapply)
    {
        var builder = new PlanBuilder();
        var notes = new List<string>();
        foreach (var host in hosts)
        {
            if (host.Power.Kind == HostPowerKind.Off)
            {
                notes.Add($"{host.Key} is powered off and left alone.");
                continue;
            }

            var unchanged = host is { ConfigurationStatus: "configured", Fingerprint: { } has } && has == fingerprint(host);
            if (unchanged && !reapply)
                continue;
            string? before = null;
            if (host.VirtualMachines.Count == 0 && !host.IsOffline)
            {
                before = builder.AddForHost(StepKind.OfflineHost, host.Key, "offline", $"Set host {host.Id} ({host.Name}) offline while it is configured", PlanEffect.Change);
                builder.Last(s => s with { ObjectId = host.Id });
            }

            var configure = builder.AddForHost(StepKind.ConfigureHost, host.Key, "configure", $"Configure {host.Key} over SSH", PlanEffect.Change, before);
            builder.AddForHost(StepKind.EnableHost, host.Key, "enable", $"Enable {host.Key} in OpenNebula", PlanEffect.Change, configure);
            if (hasOverlay)
                builder.AddForHost(StepKind.AgreePeers, host.Key, "peers", $"Bring the overlay's peers on {host.Key} up to date", PlanEffect.Change, configure);
        }

        return new OperationPlan("configure", observed.Name, observed.Id, builder.Steps, notes);
    }
}

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
            ConfigurePipeline.Add(builder, host, hasOverlay, null);
        }

        return new OperationPlan("configure", observed.Name, observed.Id, builder.Steps, notes);
    }
}

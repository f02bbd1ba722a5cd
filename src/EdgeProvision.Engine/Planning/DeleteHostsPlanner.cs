using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>The removal of some hosts of a provision. Pure.</summary>
public static class DeleteHostsPlanner
{
    /// <summary>Makes the plan.</summary>
    public static OperationPlan Plan(ObservedProvision observed, IReadOnlyList<ObservedHost> hosts, bool hasOverlay, bool removeContents)
    {
        var builder = new PlanBuilder();
        List<string> offline = [];
        foreach (var host in hosts)
        {
            offline.Add(builder.AddForHost(StepKind.OfflineHost, host.Key, "offline", $"Set host {host.Id} ({host.Name}) offline", PlanEffect.Change));
            builder.Last(s => s with { ObjectId = host.Id });
        }

        var guard = removeContents
            ? builder.Add(StepKind.RemoveContents, "contents", observed.Name, "Remove the virtual machines on the hosts", PlanEffect.Delete, offline)
            : builder.Add(StepKind.RefuseContents, "contents", observed.Name, "Refuse if virtual machines run on the hosts", PlanEffect.Observe, offline);
        var forget = observed.Record is null
            ? guard
            : builder.Add(StepKind.ForgetHosts, "forget", string.Join(", ", hosts.Select(h => h.Key)), $"Take {string.Join(", ", hosts.Select(h => h.Key))} out of the stored descriptor", PlanEffect.Change, guard);
        var released = hosts.Select(h => DeletePlanner.AddRelease(builder, h, forget)).ToList();

        // The others are told before the hosts' objects go: whoever asks for the removal again by id after a crash must still find something to continue.
        List<string> told = [];
        if (hasOverlay)
        {
            var gone = hosts.Select(h => h.Id).ToHashSet();
            foreach (var rest in observed.Hosts.Where(h => !gone.Contains(h.Id) && h is { ConfigurationStatus: "configured", Fingerprint: not null, Power.Kind: Records.HostPowerKind.On }))
                told.Add(builder.AddForHost(StepKind.AgreePeers, rest.Key, "peers", $"Bring the overlay's peers on {rest.Key} up to date", PlanEffect.Change, released));
        }

        foreach (var (host, release) in hosts.Zip(released))
        {
            DeletePlanner.AddDeletion(builder, host, release);
            builder.Last(s => s with { WaitsFor = told });
        }

        return new OperationPlan("host delete", observed.Name, observed.Id, builder.Steps, []);
    }
}

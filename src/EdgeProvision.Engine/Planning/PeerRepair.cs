using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// An operation that finds the record's hash of peers empty cannot know what the members have: it sends the set to all of them. A member that
/// has it already compares, and nothing is done. An operation with nothing else to do is left alone. Hosts that another tool has configured have no set of ours.
/// </summary>
internal static class PeerRepair
{
    public static OperationPlan Add(OperationPlan plan, ObservedProvision observed)
    {
        if (plan.IsEmpty || observed.Record is not { PeersHash.Length: 0 })
            return plan;
        List<PlannedStep> steps = [.. plan.Steps];
        foreach (var host in observed.Hosts.Where(h => h is { ConfigurationStatus: "configured", Fingerprint: not null, Power.Kind: not HostPowerKind.Off, HasAddress: true }))
        {
            var own = plan.Steps.Where(s => s.HostKey == host.Key).ToList();
            if (own.Any(s => s.Kind is StepKind.AgreePeers or StepKind.StopHost or StepKind.ReleaseDevice))
                continue;
            var shown = new PlanStep($"host/{host.Key}/peers", nameof(StepKind.AgreePeers), host.Key, $"Bring the overlay's peers on {host.Key} up to date", PlanEffect.Change, [.. own.Select(s => s.Id)]) { HostKey = host.Key };
            steps.Add(new PlannedStep(shown, StepKind.AgreePeers));
        }

        return plan with { Steps = steps };
    }
}

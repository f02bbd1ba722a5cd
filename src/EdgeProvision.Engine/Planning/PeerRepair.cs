using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// Adds steps that bring the set of peers to members that a plan does not bring it to. To all of them where the record's hash of peers is empty: nobody can know what they have. And to
/// all where a machine is powered on that may come back under another address, or has. A member that has the set already compares, and nothing is done; one that is known to have
/// it is not spoken with. An operation with nothing else to do is left alone. Hosts that another tool has configured have no set of ours.
/// </summary>
internal static class PeerRepair
{
    public static OperationPlan Add(OperationPlan plan, ObservedProvision observed)
    {
        var moving = plan.Steps.Where(s => PowersOn(s) && observed.Host(s.HostKey!) is { } host && MayMove(host, observed)).ToList();
        if (plan.IsEmpty || (observed.Record is not { PeersHash.Length: 0 } && moving.Count == 0))
            return plan;
        List<PlannedStep> steps = [.. plan.Steps];
        foreach (var host in observed.Hosts.Where(h => h is { ConfigurationStatus: "configured", Fingerprint: not null, HasAddress: true }))
        {
            var own = plan.Steps.Where(s => s.HostKey == host.Key).ToList();
            if ((host.Power.Kind == HostPowerKind.Off && !own.Any(PowersOn)) || own.Any(s => s.Kind is StepKind.AgreePeers or StepKind.StopHost or StepKind.ReleaseDevice))
                continue;
            var shown = new PlanStep($"host/{host.Key}/peers", nameof(StepKind.AgreePeers), host.Key, $"Bring the overlay's peers on {host.Key} up to date", PlanEffect.Change, [.. own.Select(s => s.Id)]) { HostKey = host.Key };

            // Their new addresses are known when they have ended, and one that fails has perhaps got one all the same.
            steps.Add(new PlannedStep(shown, StepKind.AgreePeers) { WaitsFor = [.. moving.Where(s => s.HostKey != host.Key).Select(s => s.Id)] });
        }

        return plan with { Steps = steps };
    }

    private static bool PowersOn(PlannedStep step) => step.Kind is StepKind.StartHost or StepKind.RestartHost or StepKind.ResetHost;

    private static bool MayMove(ObservedHost host, ObservedProvision observed) => MachineSurroundings.LendsAddress(host.Driver, host.Template)
        || (host.Address is { } address && observed.Devices.FirstOrDefault(d => d.Id == host.DeviceId) is { } device && MachineTrouble.HasMoved(device, address));
}

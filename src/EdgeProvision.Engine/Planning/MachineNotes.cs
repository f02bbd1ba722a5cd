using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Planning;

/// <summary>Configured hosts whose machines are gone, off or elsewhere, which nobody here has done: no plan mends that by itself, and none may pass it over.</summary>
internal static class MachineNotes
{
    /// <summary>A sentence for each that the plan has no step for.</summary>
    public static IEnumerable<string> Of(OperationPlan plan, ObservedProvision observed)
    {
        var touched = plan.Steps.Select(s => s.HostKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var host in observed.Hosts.Where(h => h is { WasConfigured: true, DeviceId: not null } && !touched.Contains(h.Key)))
        {
            var device = observed.Devices.FirstOrDefault(d => d.Id == host.DeviceId);
            if ((device is null || host.Power.Kind == HostPowerKind.On) && MachineTrouble.Of(host.Id, host.Key, host.Address, host.DeviceId!, device) is { } trouble)
                yield return $"{trouble.Message} {trouble.RecommendedAction}";
        }
    }
}

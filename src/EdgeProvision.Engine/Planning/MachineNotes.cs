using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Planning;

/// <summary>Configured hosts whose machines are gone or off, which nobody here has done: no plan mends that by itself, and none may pass it over.</summary>
internal static class MachineNotes
{
    /// <summary>A sentence for each that the plan has no step for.</summary>
    public static IEnumerable<string> Of(OperationPlan plan, ObservedProvision observed)
    {
        var touched = plan.Steps.Select(s => s.HostKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var host in observed.Hosts.Where(h => h is { WasConfigured: true, DeviceId: not null } && !touched.Contains(h.Key)))
        {
            var device = observed.Devices.FirstOrDefault(d => d.Id == host.DeviceId);
            if (device is null)
            {
                var gone = VanishedDevice.Of(host.DeviceId!, host.Key);
                yield return $"{gone.Message} {gone.RecommendedAction}";
            }
            else if (host.Power.Kind == HostPowerKind.On && IsDown(device))
            {
                yield return FormattableString.Invariant(
                    $"Machine {device.Id} of host {host.Key} is {device.ProviderState} at the provider, and nobody here has switched it off. Start it with Start-EdgeHost -Id {host.Id} (oneprovision host resume {host.Id}).");
            }
        }
    }

    /// <summary>True when the provider shows that it does not run, and will not by itself.</summary>
    public static bool IsDown(Device device) => device.State is DeviceState.Inactive or DeviceState.Stopping or DeviceState.Failed;
}

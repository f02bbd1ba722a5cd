using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Power changes of hosts: a single step each. Pure.</summary>
public static class PowerPlanner
{
    /// <summary>Makes the plan; a host that is as it should be has no step.</summary>
    public static OperationPlan Plan(ObservedProvision observed, IReadOnlyList<ObservedHost> hosts, PowerChange change)
    {
        var builder = new PlanBuilder();
        var notes = new List<string>();
        foreach (var host in hosts)
        {
            if (host.DeviceId is null)
                throw new EdgeException("HostHasNoDevice", ErrorKind.Refused, $"Host {host.Id} ({host.Key}) has no machine yet, so its power cannot be changed.")
                {
                    Target = host.Key,
                    ConcernsOneHost = true,
                    RecommendedAction = "Run New-EdgeProvision with the descriptor again (oneprovision create FILE): it continues the provision.",
                };
            if (IsSoAlready(host, observed.Devices.FirstOrDefault(d => d.Id == host.DeviceId), change))
                continue;
            if (change is not PowerChange.Start && host.VirtualMachines.Count > 0)
                notes.Add($"Host {host.Key} runs {observed.MachineNames.Of(host.VirtualMachines)}, which will lose it.");
            var (kind, word, text) = change switch
            {
                PowerChange.Stop => (StepKind.StopHost, "stop", "Power off"),
                PowerChange.Start => (StepKind.StartHost, "start", "Power on"),
                PowerChange.Restart => (StepKind.RestartHost, "restart", "Reboot"),
                _ => (StepKind.ResetHost, "reset", "Power off and on (reset)"),
            };
            builder.AddForHost(kind, host.Key, word, $"{text} host {host.Id} ({host.Key})", PlanEffect.Change);
            builder.Last(s => s with { ObjectId = host.Id });
        }

        return new OperationPlan(Verb(change), observed.Name, observed.Id, builder.Steps, notes);
    }

    // What is written down is what was asked for here. Somebody may have switched the machine at the provider since.
    private static bool IsSoAlready(ObservedHost host, Device? device, PowerChange change) => change switch
    {
        PowerChange.Stop => host is { Power.Kind: HostPowerKind.Off, IsOffline: true } && device is not { State: DeviceState.Active },
        PowerChange.Start => host is { Power.Kind: HostPowerKind.On, IsOffline: false } && device is not null && !MachineTrouble.IsDown(device) && !(host.Address is { } address && MachineTrouble.HasMoved(device, address)),
        _ => false,
    };

    /// <summary>The original's word for the change.</summary>
    public static string Verb(PowerChange change) => change switch
    {
        PowerChange.Stop => "host poweroff",
        PowerChange.Start => "host resume",
        PowerChange.Restart => "host reboot",
        _ => "host reset",
    };
}

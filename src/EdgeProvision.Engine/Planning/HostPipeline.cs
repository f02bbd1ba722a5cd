using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// What one host still lacks on its way: claimed → rented → active and named → configured → enabled, and the peers of its overlay.
/// A step stands in the plan when what it achieves is not observed; a step that stands makes those after it stand as far as they rest on it.
/// </summary>
internal static class HostPipeline
{
    /// <param name="builder">Takes the steps.</param>
    /// <param name="host">The host.</param>
    /// <param name="input">What the plan is made from.</param>
    /// <param name="after">The step that they come after, or null.</param>
    /// <param name="claimsAnew">
    /// True for a host that was claimed by an earlier run, with nothing to show for it and nothing under way: what is ordered now need not be what
    /// was claimed then.
    /// </param>
    public static void Add(PlanBuilder builder, DescriptorHost host, CreateInput input, string? after, bool claimsAnew)
    {
        var key = host.Key;
        var seen = input.Observed.Host(key);

        // Off is off, however far it is: waiting for it would be waiting for nothing.
        if (seen is { Power.Kind: HostPowerKind.Off, DeviceId: not null })
            return;
        var device = seen?.DeviceId is { } id ? input.Observed.Devices.FirstOrDefault(d => d.Id == id) : null;

        // A host that was configured is touched no more, whatever became of its machine: what differs is drift, reported and not mended.
        var done = seen is { ConfigurationStatus: "configured" };
        string? last = null;
        if (seen is not { IsClaimed: true })
            last = builder.AddForHost(StepKind.ClaimHost, key, "claim", $"Register host {key} as {NameAfter(seen)}", PlanEffect.Create, HostReferences(host, input, after));
        else if (!done && claimsAnew)
            last = builder.AddForHost(StepKind.ClaimHost, key, "claim", $"Write down anew what is ordered for host {seen.Id} ({key})", PlanEffect.Change, HostReferences(host, input, after));
        if (!done && NeedsRent(seen, device))
        {
            last = Standing(input.Observed, seen, key) is { } standing
                ? builder.AddForHost(StepKind.RentDevice, key, "rent", $"Take machine {standing.Id}, which was rented for {key} at {host.Driver} already", PlanEffect.Change, last ?? after)
                : builder.AddForHost(StepKind.RentDevice, key, "rent", Order(host), ProviderDrivers.HasService(host.Driver) ? PlanEffect.Rent : PlanEffect.Change, last ?? after);
        }

        if (!done && (last is not null || seen is not { HasAddress: true } || device is not { State: DeviceState.Active }))
            last = builder.AddForHost(StepKind.AwaitDevice, key, "await", $"Wait until the machine of {key} is active and name the host by its address", PlanEffect.Change, last);
        string? configure = null;
        if (!done)
            last = configure = builder.AddForHost(StepKind.ConfigureHost, key, "configure", $"Configure {key} over SSH as {string.Join(", ", Playbooks(input.Desired))} says", PlanEffect.Change, last);
        if (seen is null || !done || NeedsEnable(seen))
            builder.AddForHost(StepKind.EnableHost, key, "enable", $"Enable {key} in OpenNebula", PlanEffect.Change, last);
        if (input.HasOverlay && (configure is not null || NeedsPeers(input, seen)))
            builder.AddForHost(StepKind.AgreePeers, key, "peers", $"Bring the overlay's peers on {key} up to date", PlanEffect.Change, configure);
    }

    public static IReadOnlyList<string> Playbooks(Descriptor descriptor) => descriptor.Playbooks.Count == 0 ? ["default"] : descriptor.Playbooks;

    private static bool NeedsRent(ObservedHost? seen, Device? device) =>
        seen?.DeviceId is null || seen.Request is { IsOpen: true } || device is null or { State: DeviceState.Failed };

    /// <summary>A machine that carries the host's key although no host knows it: what an earlier run has rented is taken, and no other one bought.</summary>
    private static Device? Standing(ObservedProvision observed, ObservedHost? seen, string key) => seen?.DeviceId is null && observed.Id is { } id
        ? observed.Devices.FirstOrDefault(d => d.EdgeKey == EdgeAttribute.HostKey(id, key) && d.State is not (DeviceState.Failed or DeviceState.Releasing))
        : null;

    /// <summary>Only hosts that are on are enabled by continuing: one in the middle of a restart is brought to its end by restarting it.</summary>
    private static bool NeedsEnable(ObservedHost seen) => seen.IsOffline && seen.Power.Kind == HostPowerKind.On;

    /// <summary>A recorded hash speaks of the members that there were then: one that gets its address in this operation is news to all others.</summary>
    private static bool NeedsPeers(CreateInput input, ObservedHost? seen) =>
        seen is { Power.Kind: HostPowerKind.On }
        && ((input.Observed.Record?.PeersHash.Length ?? 0) == 0 || input.Desired.Hosts.Any(h => input.Observed.Host(h.Key) is not { ConfigurationStatus: "configured" }));

    private static IEnumerable<string?> HostReferences(DescriptorHost host, CreateInput input, string? after)
    {
        foreach (var id in ObjectSteps.References(host.Provision, after)
            .Concat(ObjectSteps.References(host.Configuration, after))
            .Concat(ObjectSteps.References(host.Connection, after))
            .Concat(ObjectSteps.References(host.Attributes, after)))
        {
            yield return id;
        }

        // @hosts[n] means hosts before this one, and waits for those only.
        foreach (var map in new[] { host.Provision, host.Configuration, host.Connection, host.Attributes })
        {
            foreach (var reference in TemplateEvaluator.References(map).Where(r => r.Kind == TemplateReferenceKind.Hosts && r.Index < host.Index))
                yield return $"host/{input.Desired.Hosts[reference.Index].Key}/await";
        }
    }

    private static string NameAfter(ObservedHost? seen) => seen?.Name ?? "(known after create)";

    private static string Reserved(DescriptorHost host) => host.Provision.Text(ReservedHardware.Key) switch
    {
        null or "" => "",
        ReservedHardware.Any => " (reserved hardware, any that is free)",
        var id => $" (reserved hardware {id})",
    };

    private static string Order(DescriptorHost host)
    {
        if (!ProviderDrivers.HasService(host.Driver))
            return $"Take the machine {host.Provision.Text("address") ?? host.Provision.Text("ip") ?? host.Hostname}, which stands already, for {host.Key}";
        var what = host.Provision.Text("plan") ?? host.Provision.Text("instancetype") ?? "a machine";
        var os = host.Provision.Text("os") ?? host.Provision.Text("ami");
        var where = host.Provision.Text("metro") ?? host.Provision.Text("facility") ?? host.Provision.Text("availabilityzone") ?? host.Provision.Text("region_name");
        var network = ProviderDrivers.KeepsOthersOut(host.Driver, [.. host.Provision.Entries.Select(e => e.Key)]) ? ", in a network that is made for the provision" : "";
        var life = Lifetimes.Of(host);
        return $"Rent {what}{Reserved(host)}{(os is null ? "" : $" with {os}")}{(where is null ? "" : $" in {where}")} at {host.Driver} for {host.Key}{network}{(life is null ? "" : $", {Lifetimes.Said(life)}")}";
    }
}

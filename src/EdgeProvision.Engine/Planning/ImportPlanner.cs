using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// Adopting what another tool has made. Pure.
/// <code>
/// greet host … ─► record ─► adopt host … ─► tag machine …
/// </code>
/// Nothing is written before every host has let us in. A host is adopted before its machine is tagged: a machine that carries our key is trusted with its first
/// key, and this one is not new.
/// </summary>
internal static class ImportPlanner
{
    /// <summary>Makes the plan; empty when the provision is one of ours.</summary>
    /// <param name="observed">The world.</param>
    /// <param name="hostKeys">What to call the SSH keys of the hosts that have none pinned (<c>ssh-ed25519 SHA256:…</c>), by OpenNebula id.</param>
    public static OperationPlan Plan(ObservedProvision observed, IReadOnlyDictionary<int, string> hostKeys)
    {
        var builder = new PlanBuilder();
        var greeted = observed.Hosts.Where(NeedsKey).Select(h => AddGreeting(builder, h, hostKeys[h.Id])).ToList();
        var open = observed.Hosts.Where(h => !IsAdopted(h)).ToList();
        string? record = null;
        if (observed.Record is null || open.Count > 0)
            record = builder.Add(StepKind.AdoptRecord, "record", observed.Name, observed.Record is null ? "Make the provision's record" : "Complete the provision's record", PlanEffect.Create, greeted);
        foreach (var host in observed.Hosts)
        {
            string? adopted = null;
            if (!IsAdopted(host))
            {
                adopted = builder.AddForHost(StepKind.AdoptHost, host.Key, "adopt", FormattableString.Invariant($"Note at host {host.Id} ({host.Name}) which machine and which SSH key it has"), PlanEffect.Change, record);
                builder.Last(s => s with { ObjectId = host.Id });
            }

            if (host.DeviceId is not { } device || observed.Devices.Any(d => d.Id == device && d.EdgeKey is not null))
                continue;
            builder.AddForHost(StepKind.TagDevice, host.Key, "tag", $"Tag machine {device} of {host.Key} at {host.Driver}", PlanEffect.Change, adopted ?? record);
            builder.Last(s => s with { ObjectId = host.Id });
        }

        return new OperationPlan("import", observed.Name, observed.Id, builder.Steps, builder.Steps.Count == 0 ? [] : [.. Notes(observed)]);
    }

    /// <summary>True for a host with a machine whose SSH key nobody has vouched for.</summary>
    public static bool NeedsKey(ObservedHost host) => host is { DeviceId: not null, SshHostKey: null };

    private static bool IsAdopted(ObservedHost host) => host.Template.Contains(EdgeAttribute.Key) && host.Request is not null && !NeedsKey(host);

    private static string AddGreeting(PlanBuilder builder, ObservedHost host, string key)
    {
        var id = builder.AddForHost(StepKind.GreetHost, host.Key, "greet", FormattableString.Invariant($"Log in to host {host.Id} ({host.Name}), whose SSH key is {key}, and change nothing"), PlanEffect.Observe);
        builder.Last(s => s with { ObjectId = host.Id });
        return id;
    }

    private static IEnumerable<string> Notes(ObservedProvision observed)
    {
        foreach (var host in observed.Hosts.Where(h => h.DeviceId is null))
            yield return FormattableString.Invariant($"Host {host.Id} ({host.Key}) names no machine: its order failed, or its answer was lost. Look at the provider's console whether there is one with the tag ONE_HOST_ID={host.Id}; it is not found by anything else.");
    }
}

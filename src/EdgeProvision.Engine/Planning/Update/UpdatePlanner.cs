using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// From a provision that stands and a changed descriptor to what makes the one the other. Pure.
/// <code>
/// offline (what goes) … ─► refuse | remove contents ─┬─► release ─► delete host … ─► (replaced: claim ─► rent ─► …)
///                                                    └─► delete network | datastore … ─► (replaced: create)
/// secrets ─┬─► claim ─► rent ─► await ─► configure ─┬─► enable         new hosts
///          │                                        └─► peers
///          └─► update host ─► offline ─► configure ─► enable           changed hosts
/// cluster, datastores, networks: created or updated; what is let in    ... and the record, when all of it is done
/// </code>
/// The record takes the new descriptor last: until then the old one says what is still to be taken away.
/// </summary>
public static class UpdatePlanner
{
    /// <summary>Makes the plan; empty when nothing differs.</summary>
    /// <exception cref="EdgeException"><c>ReplacementNeeded</c>, <c>ProvisionDeleting</c>.</exception>
    public static OperationPlan Plan(UpdateInput input)
    {
        if (input.Observed.Record is { IsDeleting: true })
            throw Deleting(input);
        var changes = ProvisionComparison.Of(input);
        if (!input.MayReplace)
            Replacements.Refuse(input.Desired.Name, changes);

        var builder = new PlanBuilder();
        List<string> notes = [];
        var secrets = input.HasOtherSecrets
            ? builder.Add(StepKind.StoreSecrets, "secrets", input.Desired.Name, "Store the changed secrets with the provision", PlanEffect.Change)
            : null;
        var going = Removals.Add(builder, input, changes);
        var cluster = Cluster(builder, input, changes, secrets);
        UpdateObjects.Add(builder, input, changes, going, cluster ?? secrets);
        UpdateHosts.Add(builder, input, changes, going, cluster ?? secrets, notes);
        Admissions(builder, changes, going, cluster ?? secrets, notes);
        Peers(builder, input, going);
        var differs = input.Stored is null || !DescriptorChange.Same(input.Stored, input.Comparable);
        if (input.Observed.Record is not null && (builder.Steps.Count > 0 || differs))
        {
            // Off hosts, notes and all: what the descriptor says is from now on what the provision should be.
            builder.Add(StepKind.Record, "record", input.Desired.Name, $"Store the changed descriptor of provision {input.Desired.Name}", PlanEffect.Change, [.. builder.Steps.Select(s => s.Id)]);
        }

        var plan = new OperationPlan("update", input.Desired.Name, input.Observed.Id, AllocationOrder.Of(builder.Steps), notes);
        return plan with { Notes = [.. notes, .. Lifetimes.Notes(plan, input.Desired), .. MachineNotes.Of(plan, input.Observed)] };
    }

    private static string? Cluster(PlanBuilder builder, UpdateInput input, ProvisionChanges changes, string? after)
    {
        if (input.Observed.Clusters.Count == 0)
            return builder.Add(StepKind.Cluster, "cluster", input.Desired.ClusterName, $"Create cluster {input.Desired.ClusterName}", PlanEffect.Create, after);
        if (changes.Cluster is not { } change)
            return null;
        builder.Add(StepKind.UpdateCluster, "cluster", change.Name, $"Update cluster {change.Id} ({Said(change.Changes)})", PlanEffect.Change, after);
        builder.Last(s => s with { ObjectId = change.Id, Dropped = Dropped(change.Changes) });
        return null;
    }

    /// <summary>What only a host that goes has named is closed when it is certain that it goes: until then its virtual machines may be in use.</summary>
    private static void Admissions(PlanBuilder builder, ProvisionChanges changes, Removals going, string? after, List<string> notes)
    {
        foreach (var change in changes.Admissions)
        {
            builder.Add(StepKind.SetAdmission, $"admission/{change.Driver}", change.Driver, change.Said(), PlanEffect.Change, after, going.Guard);
            if (change.Staying is { Count: > 0 } staying)
                notes.Add($"Who was let in by SSH at {change.Driver} before ssh_from was written stays let in: {string.Join(", ", staying)}. Whom you do not want there any more, take out of the security group at the provider.");
        }
    }

    /// <summary>Members that are neither new nor configured again learn who came and who went: after those that go are gone.</summary>
    private static void Peers(PlanBuilder builder, UpdateInput input, Removals going)
    {
        if (!input.HasOverlay || !builder.Steps.Any(s => s.Kind is StepKind.AwaitDevice or StepKind.ReleaseDevice))
            return;
        List<string> told = [];
        foreach (var host in input.Observed.Hosts.Where(h => h is { ConfigurationStatus: "configured", Power.Kind: HostPowerKind.On } && !going.Hosts.Contains(h.Key)))
        {
            var id = $"host/{host.Key}/peers";
            if (!builder.Contains(id))
                builder.AddForHost(StepKind.AgreePeers, host.Key, "peers", $"Bring the overlay's peers on {host.Key} up to date", PlanEffect.Change);
            told.Add(id);
        }

        going.TellBeforeTheEnd(builder, told);
    }

    /// <summary>The names of what changes, for a plan's line.</summary>
    internal static string Said(IReadOnlyList<AttributeChange> changes)
    {
        const int most = 4;
        var names = changes.Select(c => c.Name).Distinct(StringComparer.Ordinal).ToList();
        return string.Join(", ", names.Take(most)) + (names.Count > most ? $" and {names.Count - most} more" : "");
    }

    internal static IReadOnlyList<string> Dropped(IReadOnlyList<AttributeChange> changes) => [.. changes.Where(c => c.Wanted is null).Select(c => c.Name)];

    private static EdgeException Deleting(UpdateInput input) =>
        new("ProvisionDeleting", ErrorKind.Refused, $"The removal of provision {input.Observed.Name} has begun and is not finished, so it cannot be updated.")
        {
            Target = input.Observed.Name,
            RecommendedAction = $"Finish it with Remove-EdgeProvision {input.Observed.Name} (oneprovision delete), or make the provision anew with New-EdgeProvision.",
        };
}

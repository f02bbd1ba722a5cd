using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// From a descriptor and what is observed to what is missing. Pure.
/// <code>
/// record ─► cluster ─┬─► datastore …
///                    ├─► network …
///                    └─► claim ─► rent ─► await ─► configure ─┬─► enable      one such line a host; no line waits for another
///                                                             └─► peers
/// </code>
/// Where the descriptor has changed for hosts whose orders were never answered, all of it comes after settling those: <c>settle …</c>.
/// </summary>
public static class CreatePlanner
{
    /// <summary>Makes the plan; empty when nothing is missing.</summary>
    /// <exception cref="EdgeException"><c>DescriptorChanged</c>: the descriptor differs for members that have a machine already.</exception>
    public static OperationPlan Plan(CreateInput input)
    {
        if (input.Observed.Record is { IsDeleting: true })
            return Anew(input);
        var unsettled = DescriptorChange.Check(input);
        var observed = input.Observed;
        var builder = new PlanBuilder();
        var settles = unsettled.Select(h => builder.AddForHost(
            StepKind.SettleRequest, h.Key, "settle", $"Wait until it is certain that no machine comes of an unanswered order for {h.Key}; if one does, refuse the descriptor's change", PlanEffect.Observe)).ToList();

        string? record = null;
        if (observed.Record is null)
            record = builder.Add(StepKind.Record, "record", input.Desired.Name, $"Create the record of provision {input.Desired.Name}", PlanEffect.Create);
        else if (input.StoredDescriptor is { } stored && !DescriptorChange.Same(stored, input.Comparable))
            record = builder.Add(StepKind.Record, "record", input.Desired.Name, $"Store the changed descriptor of provision {input.Desired.Name}", PlanEffect.Change);

        else if (input.AreSecretsMissing && (observed.Clusters.Count == 0 || IsTrialUnfinished(input)))
            record = builder.Add(StepKind.Record, "record", input.Desired.Name, $"Complete the record of provision {input.Desired.Name}", PlanEffect.Change);

        string? cluster = null;
        if (observed.Clusters.Count == 0)
            cluster = builder.Add(StepKind.Cluster, "cluster", input.Desired.ClusterName, $"Create cluster {input.Desired.ClusterName}", PlanEffect.Create, record);
        else if (IsTrialUnfinished(input))
            cluster = builder.Add(StepKind.Cluster, "cluster", input.Desired.ClusterName, $"Complete cluster {input.Desired.ClusterName}", PlanEffect.Change, record);

        ObjectSteps.Add(builder, input, cluster ?? record);
        foreach (var stub in StubsWithoutMember(input, unsettled))
        {
            builder.AddForHost(StepKind.DeleteStub, stub.Key, "delete", $"Remove host {stub.Id} ({stub.Key}), which the descriptor no longer has", PlanEffect.Delete, record);
            builder.Last(s => s with { ObjectId = stub.Id });
        }

        foreach (var host in input.Desired.Hosts)
            HostPipeline.Add(builder, host, input, cluster ?? record, claimsAnew: ClaimsAnew(observed.Host(host.Key), unsettled));

        var plan = new OperationPlan("create", input.Desired.Name, observed.Id, [.. AllocationOrder.Of(builder.Steps).Select(s => After(s, settles))], []);
        return plan with { Notes = [.. Lifetimes.Notes(plan, input.Desired), .. MachineNotes.Of(plan, input.Observed)] };
    }

    private static bool ClaimsAnew(ObservedHost? seen, IReadOnlyList<ObservedHost> settled) =>
        seen is { DeviceId: null, WasConfigured: false } && (seen.Request is { IsOpen: false } || settled.Contains(seen));

    /// <summary>Nothing is begun under a descriptor that may yet be refused.</summary>
    private static PlannedStep After(PlannedStep step, List<string> settles) =>
        step.Kind == StepKind.SettleRequest || step.Shown.DependsOn.Count > 0 ? step : step with { Shown = step.Shown with { DependsOn = settles } };

    /// <summary>What stands goes first, so all of it is to be made: what is confirmed must say so.</summary>
    private static OperationPlan Anew(CreateInput input)
    {
        var plan = Plan(input with { Observed = new ObservedProvision { Name = input.Observed.Name }, StoredDescriptor = null });
        return plan with { Notes = ["Its removal was begun and is not finished: it is finished first, then the provision is created anew under a new id.", .. plan.Notes] };
    }

    /// <summary>Unless the descriptor itself gives the cluster a token.</summary>
    private static bool IsTrialUnfinished(CreateInput input) => input.Observed.HasTrialValue && input.Desired.Cluster["provision"] is not AttributeMap;

    private static IEnumerable<ObservedHost> StubsWithoutMember(CreateInput input, IReadOnlyList<ObservedHost> settled)
    {
        var members = input.Desired.Hosts.Select(h => h.Key).ToHashSet(StringComparer.Ordinal);
        return input.Observed.Hosts.Where(h => !members.Contains(h.Key) && !DescriptorChange.HasMachine(input.Observed, h) && (h.Request is not { IsOpen: true } || settled.Contains(h)));
    }
}

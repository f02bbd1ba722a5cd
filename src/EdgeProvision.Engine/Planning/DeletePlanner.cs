using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// The removal of a whole provision. Pure.
/// <code>
/// offline … ─► refuse | remove contents ─► mark ─┬─► release device ─► delete host …   ┐
///                                                ├─► delete network …                 ├─► release rest ─► delete cluster ─► delete record
///                                                └─► delete datastore …               ┘
/// </code>
/// </summary>
public static class DeletePlanner
{
    /// <summary>Makes the plan; empty when nothing of the provision exists.</summary>
    public static OperationPlan Plan(ObservedProvision observed, bool removeContents, bool abandon)
    {
        var builder = new PlanBuilder();
        if (observed.IsNew && observed.Devices.Count == 0)
            return new OperationPlan("delete", observed.Name, observed.Id, [], []);

        List<string> offline = [];
        foreach (var host in observed.Hosts)
        {
            offline.Add(builder.AddForHost(StepKind.OfflineHost, host.Key, "offline", $"Set host {host.Id} ({host.Name}) offline", PlanEffect.Change));
            builder.Last(s => s with { ObjectId = host.Id });
        }

        var guard = removeContents
            ? builder.Add(StepKind.RemoveContents, "contents", observed.Name, "Remove the virtual machines and images of the provision", PlanEffect.Delete, offline)
            : builder.Add(StepKind.RefuseContents, "contents", observed.Name, "Refuse if virtual machines, images or leases are in use", PlanEffect.Observe, offline);
        var mark = observed.Record is null
            ? guard
            : builder.Add(StepKind.MarkDeleting, "mark", observed.Name, "Note in the record that the removal has begun", PlanEffect.Change, guard);

        List<string> removed = [];
        foreach (var host in observed.Hosts)
            removed.Add(AddHost(builder, host, mark, abandon));
        foreach (var network in observed.Networks)
            removed.Add(AddObject(builder, StepKind.DeleteNetwork, "network", network.Id, network.Name, mark));
        foreach (var datastore in observed.Datastores)
            removed.Add(AddObject(builder, StepKind.DeleteDatastore, "datastore", datastore.Id, datastore.Name, mark));

        string last = mark;
        if (!abandon)
        {
            var rest = Rest(observed);
            var text = rest.Count == 0
                ? "Make sure that nothing at the provider carries the provision's tag any more"
                : $"Release what else carries the provision's tag: {string.Join("; ", rest)}";
            last = builder.Add(StepKind.ReleaseRest, "rest", observed.Name, text, PlanEffect.Release, [.. removed, mark]);
            removed.Add(last);
        }

        last = builder.Add(StepKind.DeleteCluster, "cluster", ClusterName(observed), $"Delete cluster {ClusterName(observed)}", PlanEffect.Delete, [.. removed, mark]);
        if (observed.Record is not null)
            builder.Add(StepKind.DeleteRecord, "record", observed.Name, "Delete the provision's record", PlanEffect.Delete, last);
        return new OperationPlan("delete", observed.Name, observed.Id, builder.Steps, []);
    }

    /// <summary>The steps that remove one host, after another step.</summary>
    private static string AddHost(PlanBuilder builder, ObservedHost host, string after, bool abandon) =>
        AddDeletion(builder, host, abandon ? after : AddRelease(builder, host, after));

    /// <summary>The step that gives a host's machine back.</summary>
    internal static string AddRelease(PlanBuilder builder, ObservedHost host, string after)
    {
        var device = host.DeviceId is null ? "any machine that carries its key" : $"machine {host.DeviceId}";
        var release = ProviderDrivers.HasService(host.Driver)
            ? builder.AddForHost(StepKind.ReleaseDevice, host.Key, "release", $"Release {device} of {host.Key} at {host.Driver}", PlanEffect.Release, after)
            : builder.AddForHost(StepKind.ReleaseDevice, host.Key, "release", $"Let the machine {host.DeviceId ?? "of"} {host.Key} go: it stays as it is", PlanEffect.Change, after);
        builder.Last(s => s with { ObjectId = host.Id });
        return release;
    }

    /// <summary>The step that removes a host from OpenNebula.</summary>
    internal static string AddDeletion(PlanBuilder builder, ObservedHost host, string after)
    {
        var deleted = builder.AddForHost(StepKind.DeleteHost, host.Key, "delete", $"Delete host {host.Id} ({host.Name})", PlanEffect.Delete, after);
        builder.Last(s => s with { ObjectId = host.Id });
        return deleted;
    }

    /// <summary>The step that removes a datastore or a network.</summary>
    /// <param name="suffix">Ends the step's id where a plan also makes objects, which go by their place in the descriptor.</param>
    internal static string AddObject(PlanBuilder builder, StepKind kind, string word, int id, string name, string after, string suffix = "")
    {
        var step = builder.Add(kind, FormattableString.Invariant($"{word}/{id}{suffix}"), name, $"Delete {word} {id} ({name})", PlanEffect.Delete, after);
        builder.Last(s => s with { ObjectId = id });
        return step;
    }

    private static string ClusterName(ObservedProvision observed) =>
        observed.Clusters.Count > 0 ? string.Join(", ", observed.Clusters.Select(c => c.Name)) : observed.Record?.ClusterName ?? observed.Name;

    /// <summary>What goes beside the hosts' machines, as far as it is known.</summary>
    private static List<string> Rest(ObservedProvision observed)
    {
        var keys = observed.Hosts.Select(h => h.DeviceId).ToHashSet();
        var strays = observed.Devices.Where(d => !keys.Contains(d.Id)).Select(d => d.CopyOf is null ? d.Id : $"{d.Id} (a copy that somebody has made of a machine)").ToList();
        List<string> rest = [];
        if (strays.Count > 0)
            rest.Add($"{(strays.Count == 1 ? "machine" : "machines")} {string.Join(", ", strays)}");
        if (observed.Reservations.Count > 0)
            rest.Add($"{AddressPlanner.Amount(observed.Reservations.Sum(r => r.Block.Size))}, gone for good ({string.Join(", ", observed.Reservations.Select(r => AddressPlanner.Range(r.Block)))})");
        rest.AddRange(observed.Hosts.Where(h => MachineSurroundings.KeepOthersOut(h.Driver, h.Template)).Select(h => h.Driver).Distinct(StringComparer.Ordinal)
            .Select(driver => $"the network that was made for it at {driver}"));
        return rest;
    }
}

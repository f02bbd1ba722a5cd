using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>The removal of a single object of a provision. Pure.</summary>
public static class DeleteObjectPlanner
{
    private const int MostNamed = 5;

    /// <summary>Makes the plan.</summary>
    /// <exception cref="EdgeException">
    /// <c>ObjectNotFound</c>: the provision has no such object, or has it no longer. <c>ClusterNotEmpty</c>: something is in the cluster.
    /// </exception>
    public static OperationPlan Plan(ObservedProvision observed, ProvisionObjectKind kind, int id)
    {
        var (word, step, name) = kind switch
        {
            ProvisionObjectKind.Cluster => ("cluster", StepKind.DeleteCluster, observed.Clusters.FirstOrDefault(c => c.Id == id)?.Name),
            ProvisionObjectKind.Datastore => ("datastore", StepKind.DeleteDatastore, observed.Datastores.FirstOrDefault(d => d.Id == id)?.Name),
            _ => ("vnet", StepKind.DeleteNetwork, observed.Networks.FirstOrDefault(n => n.Id == id)?.Name),
        };
        if (name is null)
            throw new EdgeException("ObjectNotFound", ErrorKind.NotFound, $"Provision {observed.Name} has no {word} {id}.") { Target = $"{word} {id}" };
        var builder = new PlanBuilder();
        string? guard = null;
        List<string> notes = [];
        if (kind == ProvisionObjectKind.Cluster)
        {
            RefuseIfFull(observed, observed.Clusters.First(c => c.Id == id));
        }
        else
        {
            guard = builder.Add(StepKind.RefuseContents, "contents", name, Refusal(kind), PlanEffect.Observe);
            var cut = DescriptorEditing.WithoutObject(observed.Record?.DescriptorText, kind, name, observed.Name);
            var text = cut.Text is null ? $"Leave the stored descriptor as it is: {cut.Why}" : $"Take {word} {name} out of the stored descriptor";
            guard = builder.Add(StepKind.ForgetObject, "forget", name, text, cut.Text is null ? PlanEffect.Observe : PlanEffect.Change, guard);
            if (cut.ComesBack)
                notes.Add($"The stored descriptor keeps {word} {name}, since {cut.Why}: adding hosts, or an update with that descriptor, makes it anew.");
        }

        builder.Add(step, FormattableString.Invariant($"{word}/{id}"), name, $"Delete {word} {id} ({name}){Returned(observed, kind, id)}", PlanEffect.Delete, guard);
        builder.Last(s => s with { ObjectId = id });
        return new OperationPlan($"{word} delete", observed.Name, observed.Id, builder.Steps, notes);
    }

    private static string Refusal(ProvisionObjectKind kind) =>
        kind == ProvisionObjectKind.Datastore ? "Refuse if images or disks of virtual machines are in it" : "Refuse if addresses of it are in use";

    private static string Returned(ObservedProvision observed, ProvisionObjectKind kind, int id) =>
        kind == ProvisionObjectKind.Network && observed.Networks.First(n => n.Id == id).AddressRanges.Any(r => r.IpamMad is not null) ? " and give its rented addresses back" : "";

    /// <summary>What stands in a cluster would be in none without it. Networks on their way out count as in it for a moment; they are no reason.</summary>
    private static void RefuseIfFull(ObservedProvision observed, ClusterObject cluster)
    {
        var leaving = observed.Networks.Where(n => n.State is NetworkState.LockDelete or NetworkState.Done).Select(n => n.Id).ToHashSet();
        List<string> inside =
        [
            .. cluster.HostIds.Select(id => Named("host", id, observed.Hosts.FirstOrDefault(h => h.Id == id)?.Name)),
            .. cluster.DatastoreIds.Select(id => Named("datastore", id, observed.Datastores.FirstOrDefault(d => d.Id == id)?.Name)),
            .. cluster.NetworkIds.Where(id => observed.Networks.Any(n => n.Id == id) && !leaving.Contains(id)).Select(id => Named("network", id, observed.Networks.First(n => n.Id == id).Name)),
        ];
        if (inside.Count == 0)
            return;
        var shown = string.Join(", ", inside.Take(MostNamed)) + (inside.Count > MostNamed ? FormattableString.Invariant($" and {inside.Count - MostNamed} more") : "");
        throw new EdgeException("ClusterNotEmpty", ErrorKind.ResourceBusy, $"Cluster {cluster.Name} ({cluster.Id}) cannot be deleted: in it there {(inside.Count == 1 ? "is" : "are")} {shown}. Nothing was removed.")
        {
            Target = cluster.Name,
            RecommendedAction = $"Remove the whole provision with Remove-EdgeProvision (oneprovision delete {observed.Name}), or first what is in the cluster.",
        };
    }

    private static string Named(string word, int id, string? name) => FormattableString.Invariant($"{word} {id}") + (name is null ? "" : $" ({name})");
}

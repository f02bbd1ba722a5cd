using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// A changed descriptor is accepted by create as long as the change touches only members that have no device and no open request: the first
/// thing a user does after a refusal of the provider is to edit and run again.
/// </summary>
internal static class DescriptorChange
{
    public static void Check(CreateInput input)
    {
        if (input.StoredDescriptor is not { } stored)
            return;
        var touched = Touched(stored, input).ToList();
        if (touched.Count == 0)
            return;
        throw new EdgeException(
            "DescriptorChanged", ErrorKind.Refused,
            $"The descriptor of provision {input.Desired.Name} has changed for what stands already: {string.Join(", ", touched)}. Nothing was changed.")
        {
            Target = input.Desired.Name,
            RecommendedAction = "Edit the descriptor back, or remove the hosts with Remove-EdgeHost (oneprovision host delete) and run the command again.",
        };
    }

    /// <summary>True when nothing that matters differs.</summary>
    public static bool Same(Descriptor left, Descriptor right) =>
        left.Name == right.Name
        && left.Cluster.Equals(right.Cluster)
        && left.Playbooks.SequenceEqual(right.Playbooks)
        && left.Hosts.Count == right.Hosts.Count && left.Hosts.Zip(right.Hosts).All(pair => Same(pair.First, pair.Second))
        && SameObjects(left.Datastores, right.Datastores)
        && SameObjects(left.Networks, right.Networks);

    private static IEnumerable<string> Touched(Descriptor stored, CreateInput input)
    {
        var wanted = input.Comparable;
        var observed = input.Observed;
        if (observed.Clusters.Count > 0 && !stored.Cluster.Equals(wanted.Cluster))
            yield return "the cluster";
        var engaged = observed.Hosts.Where(h => h.DeviceId is not null || h.Request is { IsOpen: true }).ToList();
        if (engaged.Count > 0 && !stored.Playbooks.SequenceEqual(wanted.Playbooks))
            yield return "the playbook";
        foreach (var host in engaged)
        {
            var before = stored.Hosts.FirstOrDefault(h => h.Key == host.Key);
            var after = wanted.Hosts.FirstOrDefault(h => h.Key == host.Key);
            if (after is null || (before is not null && !Same(before, after)))
                yield return $"host {host.Key}";
        }

        foreach (var name in ChangedObjects(stored.Datastores, wanted.Datastores, [.. observed.Datastores.Select(d => d.Name)]))
            yield return $"datastore {name}";
        foreach (var name in ChangedObjects(stored.Networks, wanted.Networks, [.. observed.Networks.Select(n => n.Name)]))
            yield return $"network {name}";
    }

    private static IEnumerable<string> ChangedObjects(
        IReadOnlyList<DescriptorObject> stored, IReadOnlyList<DescriptorObject> wanted, IReadOnlyList<string> standing) =>
        from before in stored
        where standing.Contains(before.Name)
        let after = wanted.FirstOrDefault(o => o.Name == before.Name)
        where after is null || !after.Attributes.Equals(before.Attributes)
        select before.Name;

    private static bool Same(DescriptorHost left, DescriptorHost right) =>
        left.Key == right.Key
        && left.Connection.Equals(right.Connection)
        && left.Provision.Equals(right.Provision)
        && left.Configuration.Equals(right.Configuration)
        && left.Attributes.Equals(right.Attributes);

    private static bool SameObjects(IReadOnlyList<DescriptorObject> left, IReadOnlyList<DescriptorObject> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => pair.First.Attributes.Equals(pair.Second.Attributes));
}

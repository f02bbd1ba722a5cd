using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// A changed descriptor is accepted by create as long as the change touches only members that have no device and no open request: the first
/// thing a user does after a refusal of the provider is to edit and run again.
/// </summary>
internal static class DescriptorChange
{
    private const int MostTold = 10;

    public static void Check(CreateInput input)
    {
        if (input.StoredDescriptor is not { } stored)
            return;
        var touched = Touched(stored, input);
        if (touched.Count == 0)
            return;
        throw new EdgeException(
            "DescriptorChanged", ErrorKind.Refused,
            $"The descriptor of provision {input.Desired.Name} has changed for what stands already: {Told(touched)}. Nothing was changed.")
        {
            Target = input.Desired.Name,
            RecommendedAction = "Apply the change with Update-EdgeProvision (oneprovision update FILE), or edit the descriptor back.",
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

    private static List<string> Touched(Descriptor stored, CreateInput input)
    {
        var wanted = input.Comparable;
        var observed = input.Observed;
        List<string> touched = [];
        if (observed.Clusters.Count > 0)
            touched.AddRange(Of("the cluster", DescriptorDifference.Between(stored.Cluster, wanted.Cluster, "")));
        var engaged = observed.Hosts.Where(h => h.DeviceId is not null || h.Request is { IsOpen: true }).ToList();
        if (engaged.Count > 0 && !stored.Playbooks.SequenceEqual(wanted.Playbooks))
            touched.Add($"the playbook {Names(stored.Playbooks)} -> {Names(wanted.Playbooks)}");
        foreach (var host in engaged)
        {
            var after = wanted.Hosts.FirstOrDefault(h => h.Key == host.Key);
            if (after is null)
                touched.Add($"host {host.Key} is not in it any more");
            else if (stored.Hosts.FirstOrDefault(h => h.Key == host.Key) is { } before)
                touched.AddRange(Of($"host {host.Key}", Between(before, after)));
        }

        touched.AddRange(OfObjects("datastore", stored.Datastores, wanted.Datastores, [.. observed.Datastores.Select(d => d.Name)]));
        touched.AddRange(OfObjects("network", stored.Networks, wanted.Networks, [.. observed.Networks.Select(n => n.Name)]));
        return touched;
    }

    private static IEnumerable<string> OfObjects(
        string word, IReadOnlyList<DescriptorObject> stored, IReadOnlyList<DescriptorObject> wanted, IReadOnlyList<string> standing) =>
        from before in stored
        where standing.Contains(before.Name)
        let after = wanted.FirstOrDefault(o => o.Name == before.Name)
        from text in after is null
            ? [$"{word} {before.Name} is not in it any more"]
            : Of($"{word} {before.Name}", DescriptorDifference.Between(before.Attributes, after.Attributes, ""))
        select text;

    private static IEnumerable<string> Between(DescriptorHost before, DescriptorHost after) =>
        DescriptorDifference.Between(before.Provision, after.Provision, "provision")
            .Concat(DescriptorDifference.Between(before.Connection, after.Connection, "connection"))
            .Concat(DescriptorDifference.Between(before.Configuration, after.Configuration, "configuration"))
            .Concat(DescriptorDifference.Between(before.Attributes, after.Attributes, ""));

    private static IEnumerable<string> Of(string member, IEnumerable<string> differences) => differences.Select(d => $"{member}: {d}");

    private static string Names(IReadOnlyList<string> playbooks) => playbooks.Count == 0 ? "default" : string.Join(", ", playbooks);

    private static string Told(List<string> touched) => touched.Count <= MostTold
        ? string.Join("; ", touched)
        : FormattableString.Invariant($"{string.Join("; ", touched.Take(MostTold))}; and {touched.Count - MostTold} more");

    private static bool Same(DescriptorHost left, DescriptorHost right) =>
        left.Key == right.Key
        && left.Connection.Equals(right.Connection)
        && left.Provision.Equals(right.Provision)
        && left.Configuration.Equals(right.Configuration)
        && left.Attributes.Equals(right.Attributes);

    private static bool SameObjects(IReadOnlyList<DescriptorObject> left, IReadOnlyList<DescriptorObject> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => pair.First.Attributes.Equals(pair.Second.Attributes));
}

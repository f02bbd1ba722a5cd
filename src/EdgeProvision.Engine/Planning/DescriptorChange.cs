using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// A changed descriptor is accepted by create as long as the change touches only members that have no machine: the first thing a user does after a
/// refusal of the provider is to edit and run again. A member whose order was never answered may still get one, so its order is settled first:
/// if no machine comes, the change is accepted, else it is refused.
/// </summary>
internal static class DescriptorChange
{
    /// <summary>The code of the refusal: it ends the whole command, since nothing else may be done under a descriptor that is refused.</summary>
    public const string RefusedCode = "DescriptorChanged";

    private const int MostTold = 10;

    /// <summary>Judges the change.</summary>
    /// <returns>Hosts that the change touches and whose open orders are to be settled before anything is done.</returns>
    /// <exception cref="EdgeException"><c>DescriptorChanged</c>.</exception>
    public static IReadOnlyList<ObservedHost> Check(CreateInput input)
    {
        if (input.StoredDescriptor is not { } stored)
            return [];
        var hosts = input.Observed.Hosts.Where(h => IsTouched(h, stored, input.Comparable)).ToList();
        var touched = Touched(stored, input, [.. hosts.Where(h => HasMachine(input.Observed, h))]);
        if (touched.Count > 0)
            throw Refused(input.Desired.Name, touched, "Nothing was changed.");
        return [.. hosts.Where(h => h.Request is { IsOpen: true })];
    }

    /// <summary>The refusal.</summary>
    /// <param name="provision">The provision's name.</param>
    /// <param name="touched">What stands in its way.</param>
    /// <param name="outcome">What was done, as a sentence.</param>
    public static EdgeException Refused(string provision, IReadOnlyList<string> touched, string outcome) =>
        new(RefusedCode, ErrorKind.Refused, $"The descriptor of provision {provision} has changed for what stands already: {Told(touched)}. {outcome}")
        {
            Target = provision,
            RecommendedAction = "Apply the change with Update-EdgeProvision (oneprovision update FILE), or edit the descriptor back.",
        };

    /// <summary>True when nothing that matters differs.</summary>
    public static bool Same(Descriptor left, Descriptor right) =>
        left.Name == right.Name
        && left.Cluster.Equals(right.Cluster)
        && left.Playbooks.SequenceEqual(right.Playbooks)
        && left.Hosts.Count == right.Hosts.Count && left.Hosts.Zip(right.Hosts).All(pair => Same(pair.First, pair.Second))
        && SameObjects(left.Datastores, right.Datastores)
        && SameObjects(left.Networks, right.Networks);

    /// <summary>Recorded, or seen at the provider under the host's key before anybody could record it.</summary>
    public static bool HasMachine(ObservedProvision observed, ObservedHost host) =>
        host.DeviceId is not null || (observed.Id is { } id && observed.Devices.Any(d => EdgeAttribute.MemberKey(d.EdgeKey, id) == host.Key));

    /// <summary>A playbook is every host's; else a host is touched by what is said of it, or no longer said.</summary>
    private static bool IsTouched(ObservedHost host, Descriptor stored, Descriptor wanted)
    {
        var before = stored.Hosts.FirstOrDefault(h => h.Key == host.Key);
        var after = wanted.Hosts.FirstOrDefault(h => h.Key == host.Key);
        return after is null || (before is not null && !Same(before, after)) || !stored.Playbooks.SequenceEqual(wanted.Playbooks);
    }

    private static List<string> Touched(Descriptor stored, CreateInput input, IReadOnlyList<ObservedHost> standing)
    {
        var wanted = input.Comparable;
        var observed = input.Observed;
        List<string> touched = [];
        if (observed.Clusters.Count > 0)
            touched.AddRange(Of("the cluster", DescriptorDifference.Between(stored.Cluster, wanted.Cluster, "")));
        if (standing.Count > 0 && !stored.Playbooks.SequenceEqual(wanted.Playbooks))
            touched.Add($"the playbook {Names(stored.Playbooks)} -> {Names(wanted.Playbooks)}");
        foreach (var host in standing)
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
        // With whose credentials the provider is spoken to changes nothing of what stands there.
        DescriptorDifference.Between(before.Provision.Without("provider"), after.Provision.Without("provider"), "provision")
            .Concat(DescriptorDifference.Between(before.Connection, after.Connection, "connection"))
            .Concat(DescriptorDifference.Between(before.Configuration, after.Configuration, "configuration"))
            .Concat(DescriptorDifference.Between(before.Attributes, after.Attributes, ""));

    private static IEnumerable<string> Of(string member, IEnumerable<string> differences) => differences.Select(d => $"{member}: {d}");

    private static string Names(IReadOnlyList<string> playbooks) => playbooks.Count == 0 ? "default" : string.Join(", ", playbooks);

    private static string Told(IReadOnlyList<string> touched) => touched.Count <= MostTold
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

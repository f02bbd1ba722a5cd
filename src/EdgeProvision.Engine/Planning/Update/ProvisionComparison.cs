using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// Compares a provision that stands with a descriptor, object by object. Pure. What is compared is what stands, not what an earlier descriptor
/// said: an update that was killed half-way is finished by comparing again.
/// </summary>
public static class ProvisionComparison
{
    private static readonly HashSet<string> s_clusterLeftOut = ["NAME"];
    private static readonly HashSet<string> s_objectLeftOut = ["NAME", "PM_MAD", "AR"];

    /// <summary>What differs.</summary>
    public static ProvisionChanges Of(UpdateInput input)
    {
        var resolve = StandingReferences.Of(input.Desired, input.Observed);
        var before = input.Stored is null ? null : StandingReferences.Of(input.Stored, input.Observed);
        var identity = new ProvisionIdentity(input.Observed.Id ?? "", input.Observed.Name);
        var datastores = Named(input.Desired.Datastores, resolve);
        var networks = Named(input.Desired.Networks, resolve);
        var storedDatastores = before is null ? null : Named(input.Stored!.Datastores, before);
        var storedNetworks = before is null ? null : Named(input.Stored!.Networks, before);
        var members = input.Desired.Hosts.Select(h => h.Key).ToHashSet(StringComparer.Ordinal);
        return new ProvisionChanges
        {
            Cluster = Cluster(input, identity, resolve, before),
            NewHosts = [.. input.Desired.Hosts.Where(h => input.Observed.Host(h.Key) is null)],
            Hosts = [.. HostComparison.Of(input, identity, resolve, before)],
            GoneHosts = [.. input.Observed.Hosts.Where(h => !members.Contains(h.Key))],
            Admissions = [.. AdmissionComparison.Of(input)],
            NewDatastores = [.. datastores.Where(d => input.Observed.Datastores.All(o => o.Name != d.Name)).Select(d => d.Object)],
            Datastores = [.. Datastores(input, identity, datastores, storedDatastores)],
            GoneDatastores = [.. input.Observed.Datastores.Where(o => IsGone(o.Name, datastores, storedDatastores))],
            NewNetworks = [.. networks.Where(n => input.Observed.Networks.All(o => o.Name != n.Name || IsUnfinished(o))).Select(n => n.Object)],
            Networks = [.. Networks(input, identity, networks, storedNetworks)],
            GoneNetworks = [.. input.Observed.Networks.Where(o => IsGone(o.Name, networks, storedNetworks))],
        };
    }

    /// <summary>A descriptor's object with its references filled in.</summary>
    private sealed record Evaluated(DescriptorObject Object, string Name, AttributeMap Attributes)
    {
        public IReadOnlyList<OneAttribute> Render(ProvisionIdentity identity) => ObjectRendering.Object(Attributes, identity, _ => false);
    }

    private static List<Evaluated> Named(IReadOnlyList<DescriptorObject> objects, TemplateResolver resolve) =>
        [.. objects.Select(o => (o, map: TemplateEvaluator.Evaluate(o.Attributes, resolve))).Select(o => new Evaluated(o.o, o.map.Text("name") ?? "", o.map))];

    private static ObjectChange? Cluster(UpdateInput input, ProvisionIdentity identity, TemplateResolver resolve, TemplateResolver? before)
    {
        if (input.Observed.Clusters.Count == 0)
            return null;
        var standing = input.Observed.Clusters[0];
        var map = TemplateEvaluator.Evaluate(input.Desired.Cluster, resolve);
        var wanted = ObjectRendering.Cluster(map, identity, _ => false);
        var stored = before is null ? null : ObjectRendering.Cluster(TemplateEvaluator.Evaluate(input.Stored!.Cluster, before), identity, _ => false);
        List<AttributeChange> changes = [.. AttributeComparison.Of(wanted, standing.Template, stored, s_clusterLeftOut)];
        var name = map.Text("name") ?? input.Desired.Name;
        if (name != standing.Name)
            changes.Insert(0, new AttributeChange("NAME", standing.Name, name));
        return changes.Count == 0 ? null : new ObjectChange(standing.Id, -1, name, changes);
    }

    private static IEnumerable<ObjectChange> Datastores(UpdateInput input, ProvisionIdentity identity, List<Evaluated> wanted, List<Evaluated>? stored)
    {
        foreach (var datastore in wanted)
        {
            if (input.Observed.Datastores.FirstOrDefault(o => o.Name == datastore.Name) is not { } standing)
                continue;
            var changes = AttributeComparison.Of(datastore.Render(identity), standing.Template, Before(stored, datastore.Name, identity), s_objectLeftOut);
            if (changes.Count > 0)
                yield return new ObjectChange(standing.Id, datastore.Object.Index, datastore.Name, changes) { NeedsReplacement = changes.Any(c => c.Name == "TYPE") };
        }
    }

    private static IEnumerable<ObjectChange> Networks(UpdateInput input, ProvisionIdentity identity, List<Evaluated> wanted, List<Evaluated>? stored)
    {
        foreach (var network in wanted)
        {
            if (input.Observed.Networks.FirstOrDefault(o => o.Name == network.Name) is not { } standing)
                continue;
            if (IsUnfinished(standing))
                continue;
            var rendered = network.Render(identity);
            var changes = AttributeComparison.Of(rendered, standing.Template, Before(stored, network.Name, identity), s_objectLeftOut);
            var ranges = RangeComparison.Of(rendered, standing.AddressRanges);
            if (changes.Count > 0 || !ranges.IsEmpty)
                yield return new ObjectChange(standing.Id, network.Object.Index, network.Name, changes) { Ranges = ranges };
        }
    }

    /// <summary>A network that never became ready is made anew, not changed.</summary>
    private static bool IsUnfinished(NetworkObject network) => network is { State: not (null or NetworkState.Ready), UsedLeases: 0 };

    private static IReadOnlyList<OneAttribute>? Before(List<Evaluated>? stored, string name, ProvisionIdentity identity) =>
        stored?.FirstOrDefault(s => s.Name == name)?.Render(identity);

    /// <summary>What no descriptor of this provision ever named is somebody else's work, though it bears the provision's id.</summary>
    private static bool IsGone(string standing, List<Evaluated> wanted, List<Evaluated>? stored) =>
        wanted.All(w => w.Name != standing) && (stored is null || stored.Any(s => s.Name == standing));
}

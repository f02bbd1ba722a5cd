using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// A descriptor of what another tool has made, from what stands. Of datastores and networks it has only what cannot be missing in any: what oned has added to them
/// would otherwise look like something that a user wrote, and go when he applies his own descriptor. Pure.
/// </summary>
internal static class AdoptedDescriptor
{
    private static readonly HashSet<string> s_notOrdered = ["PROVISION_ID", "NAME", "DEPLOY_ID"];

    /// <summary>True when hosts do not say what a descriptor cannot be without.</summary>
    public static bool IsIncomplete(ObservedProvision observed) =>
        observed.Hosts.Any(h => h.Template.Text("IM_MAD") is null || h.Template.Text("VM_MAD") is null || h.Driver.Length == 0 || h.Template.Section("PROVISION") is null);

    /// <summary>Its YAML text; empty when no descriptor can be made of what stands.</summary>
    public static string Write(ObservedProvision observed)
    {
        if (IsIncomplete(observed))
            return "";
        List<AttributeEntry> root = [Entry("name", Text(observed.Name))];
        if (observed.Hosts.Count > 0)
        {
            var playbooks = StoredConfiguration.Playbooks(observed.Hosts[0].Template);
            root.Add(Entry("playbook", playbooks.Count == 1 ? Text(playbooks[0]) : new DescriptorList([.. playbooks.Select(Text)], DescriptorPosition.BuiltIn)));
        }

        if (observed.Clusters.Count > 0)
            root.Add(Entry("cluster", Map(Entry("name", Text(observed.Clusters[0].Name)))));
        AddList(root, "hosts", observed.Hosts.Select(Host));
        AddList(root, "datastores", observed.Datastores.Select(Datastore));
        AddList(root, "networks", observed.Networks.Select(Network));
        return YamlWriter.Write(Map([.. root]));
    }

    private static AttributeMap Host(ObservedHost host)
    {
        List<AttributeEntry> ordered = [Entry("driver", Text(host.Driver)), Entry("hostname", Text(host.Key))];
        ordered.AddRange(Members(host.Template.Section("PROVISION")!)
            .Where(e => e.Key != "hostname" && !s_notOrdered.Contains(e.Key.ToUpperInvariant()) && !DriverTables.IsCredential(e.Key)));
        List<AttributeEntry> entries =
        [
            Entry("im_mad", Text(host.Template.Text("IM_MAD")!)),
            Entry("vm_mad", Text(host.Template.Text("VM_MAD")!)),
            Entry("provision", Map([.. ordered])),
        ];
        if (host.Template.Section("PROVISION_CONNECTION") is { } connection)
            entries.Add(Entry("connection", Map([.. Members(connection)])));
        if (StoredConfiguration.Variables(host.Template) is { Entries.Count: > 0 } variables)
            entries.Add(Entry("configuration", variables));
        return Map([.. entries]);
    }

    private static AttributeMap Datastore(DatastoreObject datastore)
    {
        List<AttributeEntry> entries = [Entry("name", Text(datastore.Name))];
        if (datastore.Type == DatastoreType.System)
            entries.Add(Entry("type", Text("system_ds")));
        else
            entries.Add(Entry("ds_mad", Text(datastore.DsMad)));
        if (datastore.Type == DatastoreType.File)
            entries.Add(Entry("type", Text("file_ds")));
        entries.Add(Entry("tm_mad", Text(datastore.TmMad)));
        return Map([.. entries]);
    }

    private static AttributeMap Network(NetworkObject network)
    {
        List<AttributeEntry> entries = [Entry("name", Text(network.Name)), Entry("vn_mad", Text(network.VnMad))];
        AddList(entries, "ar", network.AddressRanges.Select(Range));
        return Map([.. entries]);
    }

    private static AttributeMap Range(AddressRange range)
    {
        List<AttributeEntry> entries = [Entry("type", Text(range.Type)), Entry("size", Text(FormattableString.Invariant($"{range.Size}")))];
        if (range.IpamMad is { } ipam)
            entries.Add(Entry("ipam_mad", Text(ipam)));
        else if (range.Ip is { } ip)
            entries.Add(Entry("ip", Text(ip)));
        return Map([.. entries]);
    }

    private static void AddList(List<AttributeEntry> entries, string key, IEnumerable<AttributeMap> items)
    {
        DescriptorValue[] list = [.. items];
        if (list.Length > 0)
            entries.Add(Entry(key, new DescriptorList(list, DescriptorPosition.BuiltIn)));
    }

    private static IEnumerable<AttributeEntry> Members(AttributeTree section) =>
        section.Where(a => a.Text is { Length: > 0 }).DistinctBy(a => a.Name).Select(a => Entry(a.Name.ToLowerInvariant(), Text(a.Text!)));

    private static AttributeEntry Entry(string key, DescriptorValue value) => new(key, value, DescriptorPosition.BuiltIn);

    private static AttributeMap Map(params IEnumerable<AttributeEntry> entries) => new(entries, DescriptorPosition.BuiltIn);

    private static DescriptorScalar Text(string text) => new(text, ScalarKind.String, DescriptorPosition.BuiltIn);
}

using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>
/// A <c>redfish</c> section as the keys <c>redfish_url</c> and so on. So defaults may hold user and password and each host its own address, although sections are
/// merged as whole values; and OpenNebula, which keeps a host's provision in one vector, can keep it.
/// </summary>
internal static class RedfishSection
{
    private const string Name = "redfish";

    /// <summary>The document with these sections written out, of defaults and of hosts.</summary>
    public static AttributeMap WriteOut(AttributeMap root) => new(root.Entries.Select(entry => (entry.Key, entry.Value) switch
    {
        ("defaults", AttributeMap defaults) => entry with { Value = InProvision(defaults) },
        ("hosts", DescriptorList hosts) => entry with { Value = new DescriptorList([.. hosts.Items.Select(h => h is AttributeMap host ? InProvision(host) : h)], hosts.Position) },
        _ => entry,
    }), root.Position);

    private static AttributeMap InProvision(AttributeMap map) => map["provision"] is not AttributeMap provision || provision[Name] is not AttributeMap ? map : new AttributeMap(
        map.Entries.Select(e => e.Key == "provision" ? e with { Value = Flat(provision) } : e), map.Position);

    private static AttributeMap Flat(AttributeMap provision) => new(
        provision.Entries.SelectMany(entry => entry is { Key: Name, Value: AttributeMap section } ? section.Entries.Select(e => e with { Key = $"{Name}_{e.Key}" }) : [entry]), provision.Position);
}

using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>
/// Makes descriptors and adds to them. Each answer is another descriptor. What a descriptor may hold is not checked here but when it is
/// used; only what cannot be meant is an error: the same name or the same key twice.
/// </summary>
public static class DescriptorComposer
{
    /// <summary>A descriptor without hosts.</summary>
    /// <exception cref="EdgeException"><c>KeyGivenTwice</c>.</exception>
    public static EdgeDescriptor Start(NewDescriptor start)
    {
        var provision = new DocumentParts("defaults.provision").Put("driver", start.Driver).PutAll(ScriptParts.Spelt(start.Provision, KeyTables.DefaultProvision)).ToMap();
        var defaults = new DocumentParts("defaults")
            .Put("provision", provision.Entries.Count > 0 ? provision : null)
            .Put("connection", start.Connection)
            .Put("configuration", start.Configuration)
            .ToMap();
        var root = new DocumentParts("")
            .Put("name", start.Name)
            .Put("extends", start.Extends)
            .Put("playbook", Words(start.Playbooks))
            .Put("defaults", defaults.Entries.Count > 0 ? defaults : null)
            .Put("cluster", start.Cluster)
            .ToMap();
        return Make(ScriptParts.Place(root, KeyTables.Top, ""), null, start.Directory);
    }

    /// <summary>The descriptor with a host more.</summary>
    /// <exception cref="EdgeException"><c>DuplicateHostname</c>, <c>KeyGivenTwice</c>, <c>SectionNotList</c>.</exception>
    public static EdgeDescriptor Add(EdgeDescriptor descriptor, NewHost host)
    {
        var hosts = Section(descriptor, "hosts");
        NameCollision.Refuse(descriptor, "host", host.Hostname, descriptor.Hosts.Select(h => h.Name), name => MemberKey.Of(name, descriptor.Name));
        var path = FormattableString.Invariant($"hosts[{hosts.Count}]");
        var attributes = ScriptParts.Spelt(host.Attributes, KeyTables.Host) ?? AttributeMap.Empty;
        var provision = new DocumentParts(path + ".provision").Put("driver", host.Driver).Put("hostname", host.Hostname).PutAll(ScriptParts.Spelt(host.Provision, KeyTables.AnyProvision)).ToMap();
        var map = new DocumentParts(path)
            .Put("im_mad", attributes["im_mad"]).Default("im_mad", "kvm")
            .Put("vm_mad", attributes["vm_mad"]).Default("vm_mad", "kvm")
            .PutAll(attributes.Without("im_mad", "vm_mad"))
            .Put("provision", provision)
            .Put("connection", host.Connection)
            .Put("configuration", host.Configuration)
            .ToMap();
        return With(descriptor, "hosts", hosts, ScriptParts.Place(map, KeyTables.Host, path));
    }

    /// <summary>The descriptor with a host more that is like one of its hosts in all that is not said otherwise.</summary>
    /// <param name="descriptor">The descriptor.</param>
    /// <param name="host">The new host.</param>
    /// <param name="like">The other one's host name; null for none.</param>
    /// <exception cref="EdgeException"><c>HostNotInDescriptor</c>, and those of adding a host.</exception>
    public static EdgeDescriptor AddLike(EdgeDescriptor descriptor, NewHost host, string? like)
    {
        if (like is null)
            return Add(descriptor, host);
        var key = MemberKey.Of(like, descriptor.Name);
        var found = Section(descriptor, "hosts").OfType<AttributeMap>().FirstOrDefault(h => MemberKey.Of((h["provision"] as AttributeMap)?.Text("hostname") ?? "", descriptor.Name) == key)
            ?? throw new EdgeException("HostNotInDescriptor", ErrorKind.NotFound, $"The descriptor of {descriptor.Name} has no host named {like}.")
            {
                Target = like,
                RecommendedAction = $"It has: {string.Join(", ", descriptor.Hosts.Select(h => NameCollision.Plain(h.Name, descriptor.Name)))}.",
            };
        var provision = found["provision"] as AttributeMap ?? AttributeMap.Empty;
        return Add(descriptor, host with
        {
            Driver = host.Driver ?? provision.Text("driver"),
            Provision = provision.Without("driver", "hostname").Overlay(host.Provision ?? AttributeMap.Empty),
            Connection = Over(found["connection"], host.Connection),
            Configuration = Over(found["configuration"], host.Configuration),
            Attributes = found.Without("provision", "connection", "configuration").Overlay(host.Attributes ?? AttributeMap.Empty),
        });
    }

    private static AttributeMap? Over(DescriptorValue? standing, AttributeMap? given) => standing is AttributeMap map ? map.Overlay(given ?? AttributeMap.Empty) : given;

    /// <summary>The descriptor with a network more.</summary>
    /// <exception cref="EdgeException"><c>DuplicateName</c>, <c>KeyGivenTwice</c>, <c>SectionNotList</c>.</exception>
    public static EdgeDescriptor Add(EdgeDescriptor descriptor, NewNetwork network)
    {
        var networks = Section(descriptor, "networks");
        NameCollision.Refuse(descriptor, "network", network.Name, descriptor.Networks.Select(n => n.Name), n => n);
        var path = FormattableString.Invariant($"networks[{networks.Count}]");
        var attributes = ScriptParts.Spelt(network.Attributes, KeyTables.Network);
        var map = new DocumentParts(path)
            .Put("name", network.Name)
            .Put("vn_mad", network.Driver ?? (attributes?.Contains("vn_mad") == true ? null : "dummy"))
            .Put("bridge", network.Bridge)
            .PutAll(attributes)
            .Put("ar", network.AddressRanges.Count > 0 ? new DescriptorList([.. network.AddressRanges.Select(Typed)], DescriptorPosition.BuiltIn) : null)
            .ToMap();
        return With(descriptor, "networks", networks, ScriptParts.Place(map, KeyTables.Network, path));
    }

    /// <summary>The descriptor with a datastore more.</summary>
    /// <exception cref="EdgeException"><c>DuplicateName</c>, <c>KeyGivenTwice</c>, <c>SectionNotList</c>.</exception>
    public static EdgeDescriptor Add(EdgeDescriptor descriptor, NewDatastore datastore)
    {
        var datastores = Section(descriptor, "datastores");
        NameCollision.Refuse(descriptor, "datastore", datastore.Name, descriptor.Datastores.Select(d => d.Name), n => n);
        var path = FormattableString.Invariant($"datastores[{datastores.Count}]");
        var attributes = ScriptParts.Spelt(datastore.Attributes, KeyTables.Datastore);
        var isSystem = "system_ds".Equals(datastore.Type ?? attributes?.Text("type"), StringComparison.OrdinalIgnoreCase);
        var map = new DocumentParts(path)
            .Put("name", datastore.Name)
            .Put("type", datastore.Type)
            .Put("ds_mad", datastore.Driver ?? (isSystem || attributes?.Contains("ds_mad") == true ? null : "fs"))
            .Put("tm_mad", datastore.TransferDriver ?? (attributes?.Contains("tm_mad") == true ? null : "ssh"))
            .PutAll(attributes)
            .ToMap();
        return With(descriptor, "datastores", datastores, ScriptParts.Place(map, KeyTables.Datastore, path));
    }

    private static DescriptorValue? Words(IReadOnlyList<string> words)
    {
        DescriptorScalar[] scalars = [.. words.Select(w => new DescriptorScalar(w, ScalarKind.String, DescriptorPosition.BuiltIn))];
        return scalars switch { [] => null, [var one] => one, _ => new DescriptorList(scalars, DescriptorPosition.BuiltIn) };
    }

    private static AttributeMap Typed(AttributeMap range)
    {
        var spelt = ScriptParts.Spelt(range, KeyTables.AddressRange)!;
        return spelt.Contains("ip") && !spelt.Contains("type") ? spelt.With("type", new DescriptorScalar("IP4", ScalarKind.String, DescriptorPosition.BuiltIn)) : spelt;
    }

    private static IReadOnlyList<DescriptorValue> Section(EdgeDescriptor descriptor, string section) => descriptor.AsMap()[section] switch
    {
        null or DescriptorScalar { Kind: ScalarKind.Null } => [],
        DescriptorList list => list.Items,
        var other => throw new EdgeException("SectionNotList", ErrorKind.InvalidInput, $"{other.Position}: {section} of the descriptor {descriptor.Name} is not a list, so that nothing can be added to it.")
        {
            Target = descriptor.Name,
            RecommendedAction = $"Correct {section}, or remove it.",
        },
    };

    private static EdgeDescriptor With(EdgeDescriptor descriptor, string section, IReadOnlyList<DescriptorValue> items, AttributeMap item)
    {
        var map = descriptor.AsMap();
        var list = new DescriptorList([.. items, item], map[section]?.Position ?? DescriptorPosition.OfKey(section));
        return Make(map.With(section, list), descriptor.Source, descriptor.Directory);
    }

    private static EdgeDescriptor Make(AttributeMap map, string? source, string? directory) =>
        new(map, null, DescriptorWriter.WithoutSecrets) { Source = source, Directory = directory };
}

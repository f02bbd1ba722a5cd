using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Records;

/// <summary>Copies the state of a zone into records.</summary>
internal static class ZoneDumper
{
    private static readonly (ObjectKind Kind, string Name)[] Kinds =
    [
        (ObjectKind.Cluster, "cluster"), (ObjectKind.Host, "host"), (ObjectKind.Datastore, "datastore"), (ObjectKind.Network, "network"),
        (ObjectKind.Image, "image"), (ObjectKind.Template, "template"), (ObjectKind.Vm, "vm"), (ObjectKind.Document, "document"),
    ];

    internal static ZoneDump Dump(Zone zone) => zone.Run(() => new ZoneDump(zone.Facts.Version,
        [.. Kinds.SelectMany(k => zone.NewestFirst(k.Kind).Reverse().Select(o => Copy(zone, k.Name, o)))]));

    private static ObjectDump Copy(Zone zone, string kind, PoolObject item)
    {
        var xml = new XmlText();
        item.Write(xml, new XmlView(zone, Decrypt: false, InPool: false));
        return new ObjectDump(kind, item.Id, item.Name, item.Uid, item.StateText, [.. item.Template.Attributes.Select(Copy)], xml.ToString());
    }

    private static AttributeDump Copy(TemplateAttribute attribute) => attribute switch
    {
        SingleAttribute single => new AttributeDump(single.Name, single.Value, null),
        VectorAttribute vector => new AttributeDump(vector.Name, null, new SortedDictionary<string, string>(vector.Values, StringComparer.Ordinal)),
        _ => throw new InvalidOperationException(attribute.Name),
    };
}

using System.Collections.Specialized;

namespace EdgeProvision.Model;

/// <summary>
/// A descriptor as it is written, before <c>extends</c> and defaults: what scripts read, compose and write. Immutable: whoever changes it
/// makes another. Its properties show masks for secrets; only <see cref="AsMap"/> and <see cref="OriginalText"/> lead to them.
/// </summary>
public sealed class EdgeDescriptor
{
    private readonly AttributeMap _map;
    private readonly string? _text;
    private readonly Lazy<string> _yaml;

    /// <summary>Makes a descriptor.</summary>
    /// <param name="map">The document, with what is secret in it marked.</param>
    /// <param name="text">The text that it was read from, when it is still the same; else null.</param>
    /// <param name="write">Writes a descriptor as YAML without secrets.</param>
    public EdgeDescriptor(AttributeMap map, string? text, Func<EdgeDescriptor, string> write)
    {
        _map = map;
        _text = text;
        _yaml = new Lazy<string>(() => write(this));
        Name = map.Text("name") ?? "";
        Extends = Words("extends");
        Playbooks = [.. Words("playbook").SelectMany(w => w.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        Hosts = Items("hosts", host => new EdgeDescriptorItem(TextAt(host, "provision", "hostname"), TextAt(host, "provision", "driver", map["defaults"])));
        Networks = Items("networks", network => new EdgeDescriptorItem(TextAt(network, "name"), TextAt(network, "vn_mad")));
        Datastores = Items("datastores", datastore => new EdgeDescriptorItem(TextAt(datastore, "name"), TextAt(datastore, "tm_mad")));
        SecretKeys = [.. Secrets(map, "")];
    }

    /// <summary>The provision's name; empty when the document gives none.</summary>
    public string Name { get; }

    /// <summary>The file that it was read from, in full; null for one that a script made.</summary>
    public string? Source { get; init; }

    /// <summary>The directory that paths in <c>extends</c> are relative to, after the current one; null for none.</summary>
    public string? Directory { get; init; }

    /// <summary>The descriptors that it builds on, as written. What they bring is not in the other properties.</summary>
    public IReadOnlyList<string> Extends { get; }

    /// <summary>The playbooks, in order.</summary>
    public IReadOnlyList<string> Playbooks { get; }

    /// <summary>The edge hosts by host name, with the provider's driver.</summary>
    public IReadOnlyList<EdgeDescriptorItem> Hosts { get; }

    /// <summary>The networks by name, with the network driver.</summary>
    public IReadOnlyList<EdgeDescriptorItem> Networks { get; }

    /// <summary>The datastores by name, with the transfer driver.</summary>
    public IReadOnlyList<EdgeDescriptorItem> Datastores { get; }

    /// <summary>Where secrets are written out in it, for example <c>defaults.provision.packet_token</c>. What comes from the environment is none.</summary>
    public IReadOnlyList<string> SecretKeys { get; }

    /// <summary>The whole document as dictionaries, lists and single values, for reading: <c>$descriptor.Document.defaults.provision.plan</c>.</summary>
    public OrderedDictionary Document => PlainValue.Of(_map);

    /// <summary>The document as YAML, with masks for secrets.</summary>
    public string Yaml => _yaml.Value;

    /// <summary>The document itself, secrets included. For what is composed and sent; never for people.</summary>
    public AttributeMap AsMap() => _map;

    /// <summary>The text that it was read from, secrets included, or null when it has been changed since or was never read.</summary>
    public string? OriginalText() => _text;

    /// <summary>The provision's name.</summary>
    public override string ToString() => Name;

    private List<string> Words(string key) => _map[key] switch
    {
        DescriptorScalar { IsMasked: false } one => [one.Text],
        DescriptorList many => [.. many.Items.OfType<DescriptorScalar>().Where(s => !s.IsMasked).Select(s => s.Text)],
        _ => [],
    };

    private List<EdgeDescriptorItem> Items(string section, Func<AttributeMap, EdgeDescriptorItem> view) =>
        [.. (_map[section] as DescriptorList)?.Items.OfType<AttributeMap>().Select(view) ?? []];

    private static string TextAt(AttributeMap map, string key) => map.Text(key) ?? "";

    private static string TextAt(AttributeMap map, string section, string key, DescriptorValue? defaults = null) =>
        (map[section] as AttributeMap)?.Text(key) ?? ((defaults as AttributeMap)?[section] as AttributeMap)?.Text(key) ?? "";

    private static IEnumerable<string> Secrets(DescriptorValue value, string path) => value switch
    {
        DescriptorScalar { IsSecret: true } => [path],
        AttributeMap map => map.Entries.SelectMany(e => Secrets(e.Value, path.Length == 0 ? e.Key : $"{path}.{e.Key}")),
        DescriptorList list => list.Items.SelectMany((item, i) => Secrets(item, FormattableString.Invariant($"{path}[{i}]"))),
        _ => [],
    };
}

using EdgeProvision.Engine.Descriptors.Checks;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Checks a merged document and makes the descriptor of it: defaults into hosts, what is known into templates.</summary>
internal sealed class DescriptorBuilder
{
    private const long MostMergedValues = 1_000_000;

    private readonly AttributeMap _root;
    private readonly DiagnosticBag _bag;
    private readonly TableCheck _tables;
    private readonly ProvisionCheck _provisions;
    private readonly TemplateCheck _templates;
    private readonly NameCheck _names;
    private readonly ShapeCheck _shapes;
    private readonly AddressRangeCheck _ranges;
    private readonly DescriptorLoadOptions _options;
    private readonly string _name;
    private readonly bool _hasHosts;

    public DescriptorBuilder(AttributeMap root, DescriptorLoadOptions options, DiagnosticBag bag)
    {
        // The original drops empty top-level keys before it looks at anything.
        _root = RedfishSection.WriteOut(new AttributeMap(root.Entries.Where(entry => entry.Value is not DescriptorScalar { Kind: ScalarKind.Null }), root.Position));
        _options = options;
        _bag = bag;
        _tables = new TableCheck(bag, options);
        _provisions = new ProvisionCheck(bag, options, _tables);
        _templates = new TemplateCheck(bag);
        _names = new NameCheck(bag);
        _shapes = new ShapeCheck(bag);
        _ranges = new AddressRangeCheck(bag, options);
        _name = _root.Text("name") ?? "";
        _hasHosts = _root["hosts"] is DescriptorList;
    }

    public IReadOnlyList<CredentialNotGiven> CredentialsNotGiven => _provisions.NotGiven;

    public Descriptor Build(string? source)
    {
        _tables.Check(_root, KeyTables.Top, "");
        _names.Check(_root["name"] as DescriptorScalar, _name, "provision's name", "name");
        var playbooks = new PlaybookCheck(_bag, _options).Read(_root);
        var defaults = _root["defaults"] as AttributeMap ?? AttributeMap.Empty;
        CheckDefaults(defaults);
        var cluster = BuildCluster(defaults);
        var datastores = BuildObjects(DescriptorObjectKind.Datastore, "datastores", defaults);
        var networks = BuildObjects(DescriptorObjectKind.Network, "networks", defaults);
        var written = Maps("hosts");
        if (!FitsIntoHosts(defaults, written.Count))
            written = [];
        var hosts = new HostBuilder(_bag, _provisions, _templates, _names, _shapes, new HostsTogetherCheck(_bag, _options), Known)
            .Build(written, defaults, new TemplateScope(1, datastores.Count, networks.Count, 0));
        return new Descriptor
        {
            Name = _name,
            Source = source,
            Playbooks = playbooks,
            Cluster = cluster,
            Hosts = hosts,
            HasHosts = _hasHosts,
            Datastores = datastores,
            Networks = networks,
            Defaults = defaults,
        };
    }

    private string? Known(TemplateReference reference) => reference.Kind == TemplateReferenceKind.Name ? _name : null;

    private List<AttributeMap> Maps(string section) =>
        (_root[section] as DescriptorList)?.Items.OfType<AttributeMap>().ToList() ?? [];

    /// <summary>Defaults stand in every host: what is small in the file can be large when it is merged.</summary>
    private bool FitsIntoHosts(AttributeMap defaults, int hosts)
    {
        if (TreeSize.Of(defaults) * hosts <= MostMergedValues)
            return true;
        _bag.Error("TooManyValues", defaults.Position, "defaults", FormattableString.Invariant($"The defaults, merged into {hosts} hosts, make more than {MostMergedValues:N0} values."), "Split the descriptor.");
        return false;
    }

    private void CheckDefaults(AttributeMap defaults)
    {
        if (defaults["provision"] is not AttributeMap provision)
            return;
        if (provision.Find("hostname") is { } hostname)
            _bag.Error("HostnameInDefaults", hostname.KeyPosition, "defaults.provision.hostname", "hostname identifies one host, so it must stand at each host, not in defaults.");
        if (Maps("hosts").Count == 0 && provision.Text("driver") is not ("dummy" or "fake"))
            _tables.Check(provision, KeyTables.DefaultProvision, "defaults.provision");
        _shapes.Check(provision, "defaults.provision", depth: 1);
    }

    private AttributeMap BuildCluster(AttributeMap defaults)
    {
        var written = _root["cluster"] as AttributeMap;
        var cluster = written ?? AttributeMap.Empty;
        if (cluster["name"] is not { IsMasked: false })
        {
            var at = _root["name"]?.Position ?? DescriptorPosition.BuiltIn;
            var name = new AttributeEntry("name", new DescriptorScalar(_name, ScalarKind.String, at), at);
            cluster = new AttributeMap(cluster.Without("name").Entries.Prepend(name), cluster.Position);
        }
        cluster = WithDefaultProvision(cluster, defaults);
        if (written is not null)
        {
            _shapes.Check(cluster, "cluster");
            _templates.Check(cluster, "cluster", new TemplateScope(0, 0, 0, 0));
        }
        var evaluated = SafeEvaluation.Evaluate(cluster, Known);
        if (written?["name"] is DescriptorScalar scalar)
            _names.Check(scalar, evaluated.Text("name") ?? "", "cluster's name", "cluster.name");
        return evaluated;
    }

    private List<DescriptorObject> BuildObjects(DescriptorObjectKind kind, string section, AttributeMap defaults)
    {
        var what = kind == DescriptorObjectKind.Datastore ? "datastore's name" : "network's name";
        var objects = new List<DescriptorObject>();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var datastores = kind == DescriptorObjectKind.Network ? Maps("datastores").Count : 0;
        foreach (var written in Maps(section))
        {
            var index = objects.Count;
            var path = FormattableString.Invariant($"{section}[{index}]");
            var map = WithDefaultProvision(written, defaults);
            _shapes.Check(map, path);
            var scope = kind == DescriptorObjectKind.Datastore
                ? new TemplateScope(1, index, 0, 0)
                : new TemplateScope(1, datastores, index, 0);
            _templates.Check(map, path, scope);
            var made = new DescriptorObject { Kind = kind, Index = index, Attributes = SafeEvaluation.Evaluate(map, Known), Position = written.Position };
            if (written["name"] is DescriptorScalar scalar)
                _names.Check(scalar, made.Name, what, path + ".name");
            if (made.Name.Length > 0 && !names.TryAdd(made.Name, index))
            {
                var first = Quoting.Place(FormattableString.Invariant($"{section}[{names[made.Name]}]"), objects[names[made.Name]].Position);
                _bag.Error("DuplicateName", written["name"]!.Position, path + ".name", $"The {what} {Quoting.Short(made.Name)} stands twice; it stands first at {first}.", "Give each a name of its own.");
            }
            if (map["ar"] is DescriptorList ranges)
            {
                for (var i = 0; i < ranges.Items.Count; i++)
                {
                    if (ranges.Items[i] is not AttributeMap range)
                        continue;
                    _provisions.NoteAddressRange(range, FormattableString.Invariant($"{path}.ar[{i}]"));
                    _ranges.Check(range, FormattableString.Invariant($"{path}.ar[{i}]"));
                }
            }
            objects.Add(made);
        }
        return objects;
    }

    /// <summary>
    /// Without a <c>hosts</c> section the original merges <c>defaults.provision</c> into every other object, and there the defaults win. The driver
    /// and secrets it copied too are left out: nothing reads them there.
    /// </summary>
    private AttributeMap WithDefaultProvision(AttributeMap map, AttributeMap defaults)
    {
        if (_hasHosts || defaults["provision"] is not AttributeMap provision)
            return map;
        var copied = SecretStripping.Strip(provision).Without("driver");
        var own = map["provision"] as AttributeMap ?? new AttributeMap([], map.Position);
        return copied.Entries.Count == 0 ? map : map.With("provision", new AttributeMap(own.Entries.Concat(copied.Entries), own.Position));
    }
}

using EdgeProvision.Engine.Descriptors.Checks;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Makes the hosts: built-in defaults, then the descriptor's, then the host's own, whole values each time and every host for itself.</summary>
internal sealed class HostBuilder(
    DiagnosticBag bag,
    ProvisionCheck provisions,
    TemplateCheck templates,
    NameCheck names,
    ShapeCheck shapes,
    HostsTogetherCheck together,
    TemplateResolver known)
{
    private static readonly string[] Sections = ["connection", "provision", "configuration"];

    // What OpenNebula keeps for itself: a host is named by its address and stands in the provision's cluster.
    private static readonly string[] WithoutEffect = ["name", "cluster", "id"];

    private readonly Dictionary<string, DescriptorHost> _keys = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<DescriptorHost> Build(IReadOnlyList<AttributeMap> hosts, AttributeMap defaults, TemplateScope scope)
    {
        var built = new List<DescriptorHost>(hosts.Count);
        foreach (var host in hosts)
            built.Add(Build(host, built.Count, defaults, scope with { Hosts = built.Count }));
        together.Check(built);
        return built;
    }

    private DescriptorHost Build(AttributeMap host, int index, AttributeMap defaults, TemplateScope scope)
    {
        var path = FormattableString.Invariant($"hosts[{index}]");
        var own = Section(host, "provision", host);
        var connection = BuiltInDefaults.Connection.Overlay(Section(defaults, "connection", host)).Overlay(Section(host, "connection", host));
        var provision = Section(defaults, "provision", host).Without("hostname").Overlay(own);
        var configuration = Section(defaults, "configuration", host).Overlay(Section(host, "configuration", host));

        // Without a provision map of its own the host has been told about already.
        if (host["provision"] is AttributeMap)
            provision = provisions.Check(new AttributeMap(provision.Entries, own.Position), own, path);
        var attributes = Attributes(host, path);
        shapes.Check(attributes, path);
        shapes.Check(own, path + ".provision", depth: 1);
        templates.Check(attributes, path, scope);
        templates.Check(connection, path + ".connection", scope);
        templates.Check(provision, path + ".provision", scope);
        templates.Check(configuration, path + ".configuration", scope);

        var built = new DescriptorHost
        {
            Index = index,
            Key = provision.Text("hostname") is { } written ? MemberKey.Of(written, known) : "",
            Connection = SafeEvaluation.Evaluate(connection, known),
            Provision = SafeEvaluation.Evaluate(provision, known),
            Configuration = SafeEvaluation.Evaluate(configuration, known),
            Attributes = SafeEvaluation.Evaluate(attributes, known),
            Position = host.Position,
        };
        CheckIdentity(built, own, path);
        return built;
    }

    private void CheckIdentity(DescriptorHost host, AttributeMap own, string path)
    {
        path += ".provision.hostname";
        if (own["hostname"] is not DescriptorScalar { IsMasked: false } written)
            return;
        names.Check(written, host.Hostname, "host name", path);
        if (written.Origin is null)
            provisions.CheckHostname(host.Driver, host.Hostname, written.Position, path);
        if (_keys.TryAdd(host.Key, host))
            return;
        var first = _keys[host.Key];
        bag.Error(
            "DuplicateHostname",
            written.Position,
            path,
            $"The host name {Quoting.Short(host.Hostname)} stands twice (case does not count); it stands first at {Quoting.Place(FormattableString.Invariant($"hosts[{first.Index}]"), first.Position)}.",
            "The host name identifies the host; give each its own.");
    }

    private AttributeMap Attributes(AttributeMap host, string path)
    {
        foreach (var entry in host.Entries.Where(entry => WithoutEffect.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)))
            bag.Warning("NoEffect", entry.KeyPosition, $"{path}.{entry.Key}", $"The key {entry.Key} has no effect at a host: it is named by its address and stands in the provision's cluster.", "Remove it.");
        return host.Without(host.Entries.Select(entry => entry.Key).Where(key =>
            Sections.Contains(key, StringComparer.Ordinal) || WithoutEffect.Contains(key, StringComparer.OrdinalIgnoreCase)));
    }

    private static AttributeMap Section(AttributeMap map, string name, AttributeMap host) =>
        map[name] as AttributeMap ?? new AttributeMap([], host.Position);
}

using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Changes to a stored descriptor.</summary>
internal static class DescriptorEditing
{
    /// <summary>The descriptor's text without the hosts of these member keys.</summary>
    public static string WithoutHosts(string text, IReadOnlyCollection<string> keys, string provisionName)
    {
        var bag = new DiagnosticBag();
        if (YamlReader.Read(text, "the provision's record", bag) is not AttributeMap root || root["hosts"] is not DescriptorList hosts)
            return text;
        DescriptorValue[] kept = [.. hosts.Items.Where(h => h is not AttributeMap host || !keys.Contains(KeyOf(host, provisionName)))];
        return YamlWriter.Write(root.With("hosts", new DescriptorList(kept, hosts.Position)));
    }

    /// <summary>The descriptor's text without a datastore or network, known by its name.</summary>
    public static DescriptorCut WithoutObject(string? text, ProvisionObjectKind kind, string name, string provisionName)
    {
        if (string.IsNullOrEmpty(text))
            return Stays("the provision keeps none");
        var (section, word, references) = kind == ProvisionObjectKind.Datastore
            ? ("datastores", "datastore", TemplateReferenceKind.Datastores)
            : ("networks", "network", TemplateReferenceKind.Vnets);
        var bag = new DiagnosticBag();
        if (YamlReader.Read(text, "the provision's record", bag) is not AttributeMap root || root[section] is not DescriptorList list
            || list.Items.ToList().FindIndex(o => NameOf(o, provisionName) == name) is var index && index < 0)
        {
            return Stays($"{word} {name} is not in it");
        }

        DescriptorValue[] kept = [.. list.Items.Where((_, i) => i != index)];
        var rest = root.With(section, new DescriptorList(kept, list.Position));

        // References name objects by their place in the list, so that those to later ones would then mean others.
        return TemplateEvaluator.References(rest).FirstOrDefault(r => r.Kind == references && r.Index >= index) is { } reference
            ? new DescriptorCut(null, $"other parts of it count on the place of {word} {name} ({reference})", ComesBack: true)
            : new DescriptorCut(YamlWriter.Write(rest), "", ComesBack: false);
    }

    private static DescriptorCut Stays(string why) => new(null, why, ComesBack: false);

    private static string? NameOf(DescriptorValue value, string provisionName) => (value as AttributeMap)?.Text("name") is { } written
        ? NameCollision.Plain(written, provisionName)
        : null;

    private static string KeyOf(AttributeMap host, string provisionName) =>
        MemberKey.Of((host["provision"] as AttributeMap)?.Text("hostname") ?? "", provisionName);
}

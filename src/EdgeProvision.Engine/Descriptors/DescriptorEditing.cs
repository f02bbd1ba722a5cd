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

    private static string KeyOf(AttributeMap host, string provisionName) =>
        MemberKey.Of((host["provision"] as AttributeMap)?.Text("hostname") ?? "", provisionName);
}

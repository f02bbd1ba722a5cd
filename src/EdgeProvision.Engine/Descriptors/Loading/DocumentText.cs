using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>The text of one descriptor as the map that it must be.</summary>
internal static class DocumentText
{
    /// <summary>The map, or <c>null</c>; then the bag says why.</summary>
    public static AttributeMap? Parse(string text, string? shown, DiagnosticBag bag, YamlBudget? budget = null)
    {
        var root = YamlReader.Read(text, shown, bag, budget);
        if (root is not (null or AttributeMap))
        {
            var found = root is DescriptorList ? "a list" : "a single value";
            bag.Error("NotAMap", root.Position, "", $"A descriptor is a map of keys; here stands {found}.", "Begin with name: and the provision's name.");
        }

        return root as AttributeMap;
    }
}

using System.Text.RegularExpressions;
using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Checks;

/// <summary>
/// Checks that a section can be written as an OpenNebula template, which knows single values and vectors of single values and nothing deeper.
/// The original wrote what does not fit as its language's inspect text, or lost it.
/// </summary>
internal sealed partial class ShapeCheck(DiagnosticBag bag)
{
    public void Check(AttributeMap map, string path, int depth = 0)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in map.Entries)
        {
            var at = path + "." + entry.Key;
            if (!AttributeName().IsMatch(entry.Key))
                bag.Error("AttributeName", entry.KeyPosition, at, $"{Quoting.Short(entry.Key)} cannot be the name of an OpenNebula attribute: letters, digits and _ are allowed, and a letter comes first.");
            else if (!seen.TryAdd(entry.Key, entry.Key))
                bag.Error("DuplicateKey", entry.KeyPosition, at, $"The keys {seen[entry.Key]} and {entry.Key} become the same OpenNebula attribute.", "Remove one of the two.");
            CheckValue(entry.Value, at, depth);
        }
    }

    private void CheckValue(DescriptorValue value, string path, int depth)
    {
        switch (value)
        {
            case AttributeMap map when depth == 0:
                Check(map, path, 1);
                break;
            case DescriptorList list when depth == 0 && list.Items.Count > 0 && list.Items.All(item => item is AttributeMap):
                for (var i = 0; i < list.Items.Count; i++)
                    Check((AttributeMap)list.Items[i], FormattableString.Invariant($"{path}[{i}]"), 1);
                break;
            case DescriptorScalar:
            case DescriptorList list when list.Items.All(item => item is DescriptorScalar):
                break;
            default:
                bag.Error("TooDeepForOpenNebula", value.Position, path, $"OpenNebula cannot hold {TypeNames.Of(value)} here: an attribute is a single value, a map of single values, or a list of such maps.");
                break;
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex AttributeName();
}

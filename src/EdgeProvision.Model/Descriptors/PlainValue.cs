using System.Collections.Specialized;
using System.Globalization;

namespace EdgeProvision.Model;

/// <summary>
/// Values of a descriptor as those of the runtime, which scripts and other serializers understand. A secret is its mask. A number whose text
/// a number would not give back, as <c>5.10</c>, stays text.
/// </summary>
internal static class PlainValue
{
    /// <summary>A dictionary that cannot be changed. Its keys are found in any case, unless the map has two that differ in nothing else.</summary>
    public static OrderedDictionary Of(AttributeMap map)
    {
        var mixed = map.Entries.Select(e => e.Key).Distinct(StringComparer.OrdinalIgnoreCase).Count() < map.Entries.Count;
        var plain = new OrderedDictionary(map.Entries.Count, mixed ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var entry in map.Entries)
            plain.Add(entry.Key, Of(entry.Value));
        return plain.AsReadOnly();
    }

    private static object? Of(DescriptorValue value) => value switch
    {
        AttributeMap map => Of(map),
        DescriptorList list => list.Items.Select(Of).ToArray(),
        DescriptorScalar scalar => Of(scalar),
        _ => null,
    };

    private static object? Of(DescriptorScalar scalar) => scalar switch
    {
        { Kind: ScalarKind.Null, IsSecret: false } => null,
        { IsSecret: true } => scalar.Text,
        { Kind: ScalarKind.Boolean } => scalar.AsBoolean,
        { Kind: ScalarKind.Integer } when long.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == scalar.Text => number,
        { Kind: ScalarKind.Float } when double.TryParse(scalar.Text, CultureInfo.InvariantCulture, out var number) && number.ToString(CultureInfo.InvariantCulture) == scalar.Text => number,
        _ => scalar.Text,
    };
}

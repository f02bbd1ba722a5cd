using EdgeProvision.Engine.Descriptors.Schema;
using EdgeProvision.Engine.Descriptors.Yaml;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>What a script gave, made part of a document.</summary>
internal static class ScriptParts
{
    /// <summary>
    /// The map with known keys as they are spelt (a script's keys have no case), with its places in the document for positions, and with
    /// what is secret marked.
    /// </summary>
    /// <param name="map">The map.</param>
    /// <param name="table">What it may hold.</param>
    /// <param name="path">Where it stands in the document.</param>
    public static AttributeMap Place(AttributeMap map, KeyTable table, string path) =>
        SecretMarking.MarkWritten((AttributeMap)Stamp(map, table, path), path);

    /// <summary>As <see cref="Place"/> does it with keys, for maps that are still to be put together.</summary>
    public static AttributeMap? Spelt(AttributeMap? map, KeyTable table) => map is null ? null : new(
        map.Entries.Select(e => e with { Key = Spelt(e.Key, map, table) }), map.Position);

    private static DescriptorValue Stamp(DescriptorValue value, KeyTable? table, string path)
    {
        var at = DescriptorPosition.OfKey(path);
        return value switch
        {
            AttributeMap map => new AttributeMap(map.Entries.Select(e => Stamp(e, table is null ? e.Key : Spelt(e.Key, map, table), table, path)), at),
            DescriptorList list => new DescriptorList([.. list.Items.Select((item, i) => Stamp(item, table, FormattableString.Invariant($"{path}[{i}]")))], at),

            // Written without quotes, a number is what it is read as.
            DescriptorScalar { Kind: ScalarKind.Integer or ScalarKind.Float } number => new DescriptorScalar(number.Text, YamlScalars.KindOf(number.Text), at),
            _ => value with { Position = at },
        };
    }

    private static AttributeEntry Stamp(AttributeEntry entry, string key, KeyTable? table, string path)
    {
        var place = path.Length == 0 ? key : $"{path}.{key}";
        return new AttributeEntry(key, Stamp(entry.Value, table?.Find(key)?.Table, place), DescriptorPosition.OfKey(place));
    }

    private static string Spelt(string key, AttributeMap map, KeyTable table) =>
        table.Find(key) is null && table.Rules.FirstOrDefault(r => r.Name.Equals(key, StringComparison.OrdinalIgnoreCase)) is { } rule && !map.Contains(rule.Name)
            ? rule.Name
            : key;
}

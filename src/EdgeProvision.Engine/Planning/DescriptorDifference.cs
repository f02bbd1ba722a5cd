using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>What differs between two values of a descriptor, key by key: <c>provision.plan baremetal_0 -&gt; baremetal_1</c>. Never a secret.</summary>
internal static class DescriptorDifference
{
    private const string Missing = "(not set)";

    /// <summary>Every difference, in the order of the keys; a key that one side lacks is not set there.</summary>
    /// <param name="before">The value that stands, or null.</param>
    /// <param name="after">The value that is wanted, or null.</param>
    /// <param name="path">Its key, with those around it; may be empty.</param>
    public static IEnumerable<string> Between(DescriptorValue? before, DescriptorValue? after, string path)
    {
        if (Equals(before, after))
            return [];
        if (Both<AttributeMap>(before, after))
            return OfMaps(before as AttributeMap ?? AttributeMap.Empty, after as AttributeMap ?? AttributeMap.Empty, path);
        if (Both<DescriptorList>(before, after) && (Deep(before) || Deep(after)))
            return OfLists(Items(before), Items(after), path);
        return [$"{path} {Told(before, after)}".TrimStart()];
    }

    private static IEnumerable<string> OfMaps(AttributeMap before, AttributeMap after, string path) =>
        before.Entries.Concat(after.Entries).Select(entry => entry.Key).Distinct(StringComparer.Ordinal)
            .SelectMany(key => Between(before[key], after[key], path.Length == 0 ? key : $"{path}.{key}"));

    private static IEnumerable<string> OfLists(IReadOnlyList<DescriptorValue> before, IReadOnlyList<DescriptorValue> after, string path) =>
        Enumerable.Range(0, Math.Max(before.Count, after.Count))
            .SelectMany(i => Between(before.ElementAtOrDefault(i), after.ElementAtOrDefault(i), FormattableString.Invariant($"{path}[{i}]")));

    /// <summary>One is of that kind, and the other is too or is missing.</summary>
    private static bool Both<T>(DescriptorValue? before, DescriptorValue? after) =>
        (before is T || after is T) && before is T or null && after is T or null;

    private static bool Deep(DescriptorValue? list) => Items(list).Any(item => item is not DescriptorScalar);

    private static IReadOnlyList<DescriptorValue> Items(DescriptorValue? list) => (list as DescriptorList)?.Items ?? [];

    private static string Told(DescriptorValue? before, DescriptorValue? after)
    {
        if (before is { HasSecret: true } || after is { HasSecret: true })
            return "(a secret) has changed";
        var (left, right) = (Shown(before), Shown(after));
        return left == right ? $"{left} ({Kind(before)}) -> {right} ({Kind(after)})" : $"{left} -> {right}";
    }

    private static string Shown(DescriptorValue? value) => value switch
    {
        null => Missing,
        DescriptorScalar { Kind: ScalarKind.Null } => "(nothing)",
        DescriptorScalar scalar when scalar.Text.Length > 0 && scalar.Text.All(c => c > ' ' && !char.IsControl(c)) && scalar.Text.Length <= 60 => scalar.Text,
        DescriptorScalar scalar => Quoting.Short(scalar.Text),
        DescriptorList { Items.Count: > 6 } list => FormattableString.Invariant($"[{list.Items.Count} values]"),
        DescriptorList list => $"[{string.Join(", ", list.Items.Select(Shown))}]",
        _ => "(a map)",
    };

    private static string Kind(DescriptorValue? value) => value switch
    {
        DescriptorScalar { Kind: ScalarKind.Integer or ScalarKind.Float } => "a number",
        DescriptorScalar { Kind: ScalarKind.Boolean } => "true or false",
        DescriptorScalar => "a text",
        DescriptorList => "a list",
        _ => "a map",
    };
}

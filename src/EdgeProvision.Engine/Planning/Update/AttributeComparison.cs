using EdgeProvision.Engine.Descriptors.Rendering;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Planning;

/// <summary>
/// Compares what a descriptor renders to with the attributes of the object that stands. Attributes that only stand there are the front-end's or an
/// administrator's: they are left alone, unless an earlier descriptor had set them. Secrets are in neither, so they are not compared.
/// </summary>
internal static class AttributeComparison
{
    /// <summary>What differs, in the descriptor's order; what is to go comes last.</summary>
    /// <param name="wanted">What the descriptor renders to.</param>
    /// <param name="standing">The object's attributes.</param>
    /// <param name="before">What the descriptor rendered to that was last applied; null when that is not known.</param>
    /// <param name="leftOut">Attributes that are compared elsewhere, or not at all.</param>
    public static IReadOnlyList<AttributeChange> Of(
        IReadOnlyList<OneAttribute> wanted, AttributeTree standing, IReadOnlyList<OneAttribute>? before, IReadOnlySet<string> leftOut)
    {
        List<AttributeChange> changes = [];
        foreach (var attribute in wanted.Where(a => !leftOut.Contains(a.Key)))
        {
            if (attribute is OneVector vector)
                changes.AddRange(Members(vector, standing.Section(vector.Key), Vector(before, vector.Key)));
            else if (attribute is OneSingle single && !IsSame(single.Key, standing.Text(single.Key), single.Value))
                changes.Add(new AttributeChange(single.Key, standing.Text(single.Key), single.Value));
        }

        var kept = wanted.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var dropped in before?.Where(a => !kept.Contains(a.Key) && !leftOut.Contains(a.Key) && standing.Contains(a.Key)) ?? [])
            changes.Add(new AttributeChange(dropped.Key, standing.Text(dropped.Key) ?? "(section)", null));
        return changes;
    }

    private static IEnumerable<AttributeChange> Members(OneVector wanted, AttributeTree? standing, OneVector? before)
    {
        foreach (var member in wanted.Members)
        {
            var found = standing?.Text(member.Key);
            if (!IsSame(member.Key, found, member.Value))
                yield return new AttributeChange($"{wanted.Key}/{member.Key}", found, member.Value);
        }

        foreach (var dropped in before?.Members.Where(m => wanted.Members.All(w => w.Key != m.Key)) ?? [])
        {
            if (standing?.Text(dropped.Key) is { } found)
                yield return new AttributeChange($"{wanted.Key}/{dropped.Key}", found, null);
        }
    }

    private static OneVector? Vector(IReadOnlyList<OneAttribute>? attributes, string key) => attributes?.OfType<OneVector>().FirstOrDefault(v => v.Key == key);

    /// <summary>oned keeps no difference between nothing and an empty text, and writes a datastore's type in capitals.</summary>
    private static bool IsSame(string key, string? found, string wanted) =>
        string.Equals(found ?? "", wanted, key == "TYPE" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
}

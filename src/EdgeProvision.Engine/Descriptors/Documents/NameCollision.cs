using System.Globalization;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Refuses a name that stands already, and says one that is free.</summary>
internal static class NameCollision
{
    private const int MostNames = 10;

    /// <exception cref="EdgeException"><c>DuplicateHostname</c>, <c>DuplicateName</c>.</exception>
    public static void Refuse(EdgeDescriptor descriptor, string what, string name, IEnumerable<string> names, Func<string, string> evaluated)
    {
        var all = names.Where(n => n.Length > 0).ToList();
        var taken = all.Select(evaluated).ToHashSet(StringComparer.Ordinal);
        if (!taken.Contains(evaluated(name)))
            return;
        var more = all.Count > MostNames ? FormattableString.Invariant($" and {all.Count - MostNames} more") : "";
        throw new EdgeException(what == "host" ? "DuplicateHostname" : "DuplicateName", ErrorKind.AlreadyExists, $"The descriptor {descriptor.Name} has a {what} {Quoting.Short(name)} already.")
        {
            Target = name,
            RecommendedAction = $"Its {what}s are {string.Join(", ", all.Take(MostNames))}{more}; {Free(name, n => !taken.Contains(evaluated(n)))} is free.",
        };
    }

    /// <summary>The name with the next number that no other has: node2 after node1.</summary>
    private static string Free(string name, Func<string, bool> isFree)
    {
        var stem = name.TrimEnd("0123456789".ToCharArray());
        var number = int.TryParse(name.AsSpan(stem.Length), CultureInfo.InvariantCulture, out var found) ? found : 1L;
        string next;
        do
            next = stem + (++number).ToString(CultureInfo.InvariantCulture).PadLeft(name.Length - stem.Length, '0');
        while (!isFree(next));
        return next;
    }
}

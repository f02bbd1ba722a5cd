using System.Globalization;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>Refuses a name that stands already, and says one that is free.</summary>
internal static class NameCollision
{
    private const int MostNames = 10;

    /// <exception cref="EdgeException"><c>DuplicateHostname</c>, <c>DuplicateName</c>.</exception>
    public static void Refuse(EdgeDescriptor descriptor, string what, string name, IEnumerable<string> names, Func<string, string> key)
    {
        // Told as they are called, not as they are written: nobody has ever seen a host named "<%= @name %>-node1".
        var all = names.Where(n => n.Length > 0).Select(n => Plain(n, descriptor.Name)).ToList();
        var taken = all.Select(key).ToHashSet(StringComparer.Ordinal);
        name = Plain(name, descriptor.Name);
        if (!taken.Contains(key(name)))
            return;
        var more = all.Count > MostNames ? FormattableString.Invariant($" and {all.Count - MostNames} more") : "";
        throw new EdgeException(what == "host" ? "DuplicateHostname" : "DuplicateName", ErrorKind.AlreadyExists, $"The descriptor {descriptor.Name} has a {what} {Quoting.Short(name)} already.")
        {
            Target = name,
            RecommendedAction = $"Its {what}s are {string.Join(", ", all.Take(MostNames))}{more}; {Free(name, n => !taken.Contains(key(n)))} is free.",
        };
    }

    /// <summary>A name with what is known of it filled in: the provision's name.</summary>
    public static string Plain(string name, string provision) =>
        SafeEvaluation.Evaluate(name, reference => reference.Kind == TemplateReferenceKind.Name ? provision : null);

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

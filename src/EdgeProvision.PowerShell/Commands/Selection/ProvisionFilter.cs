using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which provisions names and ids mean.</summary>
internal static class ProvisionFilter
{
    /// <summary>The provisions of these names (wildcards) and ids in the given order; all when nothing is given. A name or id without a provision is missing.</summary>
    public static (IReadOnlyList<Provision> Found, IReadOnlyList<EdgeException> Missing) Apply(IReadOnlyList<Provision> all, IReadOnlyList<string>? names, IReadOnlyList<string>? ids)
    {
        if (names is null && ids is null)
            return (all, []);
        List<Provision> found = [];
        List<EdgeException> missing = [];
        foreach (var name in names ?? [])
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var matching = all.Where(p => pattern.IsMatch(p.Name) || Same(p.Name, name) || Same(p.Id, name)).ToList();
            Take(matching, !WildcardPattern.ContainsWildcardCharacters(name), name);
        }

        foreach (var id in ids ?? [])
            Take([.. all.Where(p => Same(p.Id, id))], true, id);
        return (found, missing);

        void Take(List<Provision> matching, bool exact, string asked)
        {
            found.AddRange(matching.Where(p => !found.Contains(p)));
            if (exact && matching.Count == 0)
                missing.Add(NotFound(asked, all));
        }
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static EdgeException NotFound(string asked, IReadOnlyList<Provision> all) =>
        new("ProvisionNotFound", ErrorKind.NotFound, $"There is no provision with the name or id '{asked}'.")
        {
            Target = asked,
            RecommendedAction = all.Count == 0 ? "This front-end has no provisions." : $"This front-end has: {string.Join(", ", all.Select(p => p.Name))}.",
        };
}

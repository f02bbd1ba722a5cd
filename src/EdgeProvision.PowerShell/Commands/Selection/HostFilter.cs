using System.Globalization;
using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which edge hosts names, addresses and ids mean.</summary>
internal static class HostFilter
{
    /// <summary>The hosts of these names (wildcards; name, hostname or address) and ids; all when nothing is given. One without a host is missing.</summary>
    public static (IReadOnlyList<EdgeHost> Found, IReadOnlyList<EdgeException> Missing) Apply(IReadOnlyList<EdgeHost> all, IReadOnlyList<string>? names, IReadOnlyList<int>? ids)
    {
        if (names is null && ids is null)
            return (all, []);
        List<EdgeHost> found = [];
        List<EdgeException> missing = [];
        foreach (var name in names ?? [])
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            Take([.. all.Where(h => Matches(h, pattern))], !WildcardPattern.ContainsWildcardCharacters(name), name);
        }

        foreach (var id in ids ?? [])
            Take([.. all.Where(h => h.Id == id)], true, id.ToString(CultureInfo.InvariantCulture));
        return (found, missing);

        void Take(List<EdgeHost> matching, bool exact, string asked)
        {
            found.AddRange(matching.Where(h => !found.Contains(h)));
            if (exact && matching.Count == 0)
                missing.Add(NotFound(asked, all));
        }
    }

    private static bool Matches(EdgeHost host, WildcardPattern pattern) =>
        pattern.IsMatch(host.Name) || pattern.IsMatch(host.Hostname) || (host.Address is { } address && pattern.IsMatch(address));

    private static EdgeException NotFound(string asked, IReadOnlyList<EdgeHost> all) =>
        new("HostNotFound", ErrorKind.NotFound, $"There is no edge host with the name, hostname, address or id '{asked}'.")
        {
            Target = asked,
            RecommendedAction = all.Count == 0 ? "There are no edge hosts." : $"The edge hosts are: {string.Join(", ", all.Take(20).Select(h => $"{h.Id} ({h.Name})"))}.",
        };
}

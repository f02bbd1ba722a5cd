using System.Globalization;
using System.Management.Automation;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which edge hosts names, addresses, ids and objects mean.</summary>
internal static class HostFilter
{
    /// <summary>
    /// The hosts of these names (wildcards; name, hostname or address; a number that is none of them is an id) and ids in these provisions; all where nothing is
    /// given. One without a host is missing. An id and a name together mean one host that has both.
    /// </summary>
    public static (IReadOnlyList<EdgeHost> Found, IReadOnlyList<EdgeException> Missing) Apply(
        IReadOnlyList<Provision> all, IReadOnlyList<string>? provisions, IReadOnlyList<string>? names, IReadOnlyList<int>? ids)
    {
        var (inside, absent) = ProvisionFilter.Apply(all, provisions, null);
        IReadOnlyList<EdgeHost> hosts = [.. inside.SelectMany(p => p.Hosts)];
        if (names is null && ids is null)
            return (hosts, absent);
        List<EdgeHost> found = [];
        List<EdgeException> missing = [];
        foreach (var name in ids is null ? names ?? [] : [])
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            List<EdgeHost> called = [.. hosts.Where(h => Matches(h, pattern))];
            Take(called.Count == 0 && WrittenId.Of(name) is { } number ? [.. hosts.Where(h => h.Id == number)] : called, !WildcardPattern.ContainsWildcardCharacters(name), name);
        }

        foreach (var id in ids ?? [])
            Take([.. hosts.Where(h => h.Id == id && names?.Any(n => IsCalled(h, n)) != false)], true, id.ToString(CultureInfo.InvariantCulture), names);

        // Where the provision is missing, that its hosts are missing too is no news.
        return (found, absent.Count > 0 ? absent : missing);

        void Take(List<EdgeHost> matching, bool exact, string asked, IReadOnlyList<string>? called = null)
        {
            found.AddRange(matching.Where(h => !found.Contains(h)));
            if (exact && matching.Count == 0)
                missing.Add(called is null ? NotFound($"with the name, hostname, address or id '{asked}'", asked, hosts) : NotFound($"{asked} named '{string.Join("', '", called)}'", asked, hosts));
        }
    }

    /// <summary>
    /// Hosts that were seen before, as they are now. The id alone would do within one front-end; an object of another one must not lead to
    /// whatever has its id here.
    /// </summary>
    public static (IReadOnlyList<EdgeHost> Found, IReadOnlyList<EdgeException> Missing) Again(IReadOnlyList<Provision> all, IReadOnlyList<EdgeHost> seen)
    {
        List<EdgeHost> found = [];
        List<EdgeException> missing = [];
        foreach (var host in seen)
        {
            // An object that was made of another one's properties has no provision id if that one had none.
            if (all.SelectMany(p => p.Hosts).FirstOrDefault(h => h.Id == host.Id && (host.ProvisionId is null || h.ProvisionId == host.ProvisionId)) is { } now)
                found.Add(now);
            else
                missing.Add(Gone(host));
        }

        return (found, missing);
    }

    private static bool Matches(EdgeHost host, WildcardPattern pattern) =>
        pattern.IsMatch(host.Name) || pattern.IsMatch(host.Hostname) || (host.Address is { } address && pattern.IsMatch(address));

    /// <summary>Whether it has, or had before its address was known, that name.</summary>
    private static bool IsCalled(EdgeHost host, string name) =>
        GeneratedNames.IsOne(name) || Matches(host, WildcardPattern.Get(WildcardPattern.Escape(name), WildcardOptions.IgnoreCase));

    private static EdgeException NotFound(string what, string asked, IReadOnlyList<EdgeHost> all) =>
        new("HostNotFound", ErrorKind.NotFound, $"There is no edge host {what}.")
        {
            Target = asked,
            RecommendedAction = all.Count == 0 ? "There are no edge hosts." : $"The edge hosts are: {string.Join(", ", all.OrderBy(h => h.Id).Take(20).Select(h => $"{h.Id} ({h.Hostname})"))}.",
        };

    private static EdgeException Gone(EdgeHost host) =>
        new("HostNotFound", ErrorKind.NotFound, $"Edge host {host.Id} ({host.Name}) of provision {host.Provision} is not at this front-end, or not any more.")
        {
            Target = host.Name,
            RecommendedAction = "Look again with Get-EdgeHost, or name the front-end that it is at with -Cloud.",
        };
}

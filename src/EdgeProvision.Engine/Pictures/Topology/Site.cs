using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Topology;

/// <summary>Hosts of one location at one provider.</summary>
/// <param name="Title">Location and provider: <c>ams1 · packet</c>.</param>
/// <param name="Hosts">Its hosts in the order of their ids.</param>
internal sealed record Site(string Title, IReadOnlyList<EdgeHost> Hosts)
{
    public static IReadOnlyList<Site> Of(IReadOnlyList<EdgeHost> hosts) =>
    [
        .. hosts.GroupBy(h => (Location: VisibleText.Of(h.Location), Driver: VisibleText.Of(h.Driver)))
            .OrderBy(g => g.Key.Location.Length == 0).ThenBy(g => g.Key.Location, StringComparer.Ordinal).ThenBy(g => g.Key.Driver, StringComparer.Ordinal)
            .Select(g => new Site($"{(g.Key.Location.Length == 0 ? "Location not known" : g.Key.Location)} · {g.Key.Driver}", [.. g.OrderBy(h => h.Id)])),
    ];
}

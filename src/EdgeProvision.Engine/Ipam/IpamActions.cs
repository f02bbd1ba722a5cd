using System.Collections.Frozen;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Ipam;

/// <summary>The names that OpenNebula has for the actions.</summary>
public static class IpamActions
{
    private static readonly FrozenDictionary<string, IpamAction> s_byName = new Dictionary<string, IpamAction>
    {
        ["register_address_range"] = IpamAction.Register,
        ["unregister_address_range"] = IpamAction.Unregister,
        ["get_address"] = IpamAction.Get,
        ["allocate_address"] = IpamAction.Allocate,
        ["free_address"] = IpamAction.Free,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_byName.OrderBy(p => p.Value).Select(p => p.Key)];

    /// <summary>The action of that name.</summary>
    /// <exception cref="EdgeException"><c>IpamActionUnknown</c>.</exception>
    public static IpamAction Parse(string name) => s_byName.TryGetValue(name, out var action) ? action : throw new EdgeException(
        "IpamActionUnknown", ErrorKind.InvalidInput, $"OpenNebula's IPAM drivers have no action '{ErrorText.Clean(name)}'.")
    {
        Target = name,
        RecommendedAction = $"The actions are: {string.Join(", ", Names)}.",
    };

    internal static string NameOf(IpamAction action) => s_byName.First(p => p.Value == action).Key;
}

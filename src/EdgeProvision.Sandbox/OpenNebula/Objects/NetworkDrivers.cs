using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>
/// The network drivers of oned.conf (VN_MAD_CONF) with their bridge type. <c>alias_sdnat</c> is not in a stock file; this front-end is
/// configured with it, as the documentation of public addresses on Packet asks for.
/// </summary>
internal static class NetworkDrivers
{
    private static readonly SortedDictionary<string, string> BridgeTypes = new(StringComparer.Ordinal)
    {
        ["802.1Q"] = "linux",
        ["alias_sdnat"] = "linux",
        ["bridge"] = "linux",
        ["dummy"] = "linux",
        ["ebtables"] = "linux",
        ["elastic"] = "linux",
        ["fw"] = "linux",
        ["nodeport"] = "linux",
        ["ovswitch"] = "openvswitch",
        ["ovswitch_vxlan"] = "openvswitch",
        ["vxlan"] = "linux",
    };

    internal static IEnumerable<KeyValuePair<string, string>> For(ReleaseFacts facts) =>
        facts.IsOld ? BridgeTypes.Where(t => t.Key is not ("elastic" or "nodeport")) : BridgeTypes;

    /// <summary>The bridge type of a driver, or null when the configuration does not have it.</summary>
    internal static string? BridgeType(string driver, ReleaseFacts facts) => For(facts).FirstOrDefault(t => t.Key == driver).Value;

    /// <summary>What a new network lacks for its driver, or null.</summary>
    internal static string? Missing(Template template)
    {
        var driver = template.Get("VN_MAD");
        var vlan = driver is "802.1Q" or "vxlan" && !template.Has("VLAN_ID") && !template.Has("AUTOMATIC_VLAN_ID");
        var phydev = driver is "802.1Q" or "vxlan" or "ovswitch" or "ovswitch_vxlan" && template.Get("PHYDEV").Length == 0;
        if (phydev) return $"PHYDEV is mandatory for driver {driver}";
        if (driver == "dummy" && template.Get("BRIDGE").Length == 0) return "BRIDGE is mandatory for driver dummy";
        return vlan ? $"VLAN_ID (or AUTOMATIC) is mandatory for driver {driver}" : null;
    }
}

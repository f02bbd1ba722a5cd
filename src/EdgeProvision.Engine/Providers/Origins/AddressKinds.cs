using System.Net;

namespace EdgeProvision.Engine.Providers.Origins;

/// <summary>Tells addresses of the Internet from those that mean something else everywhere.</summary>
internal static class AddressKinds
{
    // RFC 6890: this network, private, shared, loopback, link-local, protocol assignments, documentation, relay, benchmarks, multicast and what is reserved above.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>True for an IPv4 address that is one machine's on the Internet.</summary>
    public static bool IsPublic(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && !Special.Any(n => n.Contains(address));
}

using System.Net;
using System.Net.Sockets;
using EdgeProvision.Sandbox.Hosts.Room;

namespace EdgeProvision.Sandbox.Hosts.Network;

/// <summary>The IPv4 networks that this computer has routes to, in any of its tables.</summary>
internal static class RoutedNetworks
{
    // Half the address space in one route is a VPN's way of writing "default", not a network.
    private const int ShortestPrefix = 5;

    public static async Task<IReadOnlyCollection<IPNetwork>> ReadAsync(CancellationToken cancellationToken) =>
        Parse(await Command.RunAsync("ip", ["-4", "route", "show", "table", "all"], cancellationToken));

    internal static IReadOnlyCollection<IPNetwork> Parse(string routes)
    {
        var networks = new List<IPNetwork>();
        foreach (var line in routes.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // "192.0.2.0/24 dev eth0 ...", "local 127.0.0.1 dev lo ...", "default via ...", "unreachable 10.0.0.0/8 ..."
            foreach (var word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(2))
            {
                var text = word.Contains('/', StringComparison.Ordinal) ? word : word + "/32";
                if (IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork
                    && network.PrefixLength >= ShortestPrefix)
                {
                    networks.Add(network);
                    break;
                }
            }
        }

        return networks;
    }
}

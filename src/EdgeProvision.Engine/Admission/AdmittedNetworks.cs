using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Engine.Admission;

/// <summary>Networks that are let in: <c>198.51.100.0/24</c>, or an address alone, several between commas. Never everything.</summary>
internal static class AdmittedNetworks
{
    /// <summary>The networks, each with its length; null when one is none, or is everything.</summary>
    public static IReadOnlyList<string>? Parse(string text, out string? wrong)
    {
        wrong = null;
        var networks = new List<string>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var network = word.Contains('/', StringComparison.Ordinal) ? word : word + "/32";

            // A number that begins with 0 would be read as octal: another network than the one that is written.
            if (!IPNetwork.TryParse(network, out var parsed) || parsed.BaseAddress.AddressFamily != AddressFamily.InterNetwork || parsed.PrefixLength == 0 || parsed.ToString() != network)
            {
                wrong = word;
                return null;
            }

            networks.Add(parsed.ToString());
        }

        return networks;
    }
}

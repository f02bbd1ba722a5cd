using System.Net;
using System.Net.Sockets;
using Amazon.EC2.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>What the security group of a provision lets in: SSH from where it was said, and the overlay between its members. Never everything.</summary>
internal static class SecurityRules
{
    private const int Ssh = 22;
    private const int Vxlan = 4789;

    public static IEnumerable<IpPermission> Of(string groupId, IReadOnlyList<string> sshFrom) =>
    [
        .. sshFrom.Select(network => new IpPermission { IpProtocol = "tcp", FromPort = Ssh, ToPort = Ssh, Ipv4Ranges = [new IpRange { CidrIp = network, Description = "SSH" }] }),
        new() { IpProtocol = "udp", FromPort = Vxlan, ToPort = Vxlan, UserIdGroupPairs = [new UserIdGroupPair { GroupId = groupId, Description = "overlay" }] },
    ];

    /// <summary>The networks of a list, an address alone with its length; null when one is none, or is everything.</summary>
    public static IReadOnlyList<string>? Networks(string text, out string? wrong)
    {
        wrong = null;
        var networks = new List<string>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var network = word.Contains('/', StringComparison.Ordinal) ? word : word + "/32";
            if (!IPNetwork.TryParse(network, out var parsed) || parsed.BaseAddress.AddressFamily != AddressFamily.InterNetwork || parsed.PrefixLength == 0)
            {
                wrong = word;
                return null;
            }

            networks.Add(parsed.ToString());
        }

        return networks;
    }
}

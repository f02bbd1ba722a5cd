using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>What the security group of a provision lets in: SSH from where it was said, the overlay between its members, and what the descriptor opens. Never everything.</summary>
internal static class SecurityRules
{
    private const int SshPort = 22;
    private const int Vxlan = 4789;
    private const int AllTypes = -1;
    private const string Everybody = "0.0.0.0/0";

    public static IEnumerable<IpPermission> Of(string groupId, NetworkWish wish) =>
    [
        .. wish.SshFrom.Select(Ssh),
        new() { IpProtocol = "udp", FromPort = Vxlan, ToPort = Vxlan, UserIdGroupPairs = [new UserIdGroupPair { GroupId = groupId, Description = "overlay" }] },
        .. wish.Open.Select(Opened),
    ];

    public static IpPermission Ssh(string network) => Ports("tcp", SshPort, SshPort, network, "SSH");

    public static bool IsSsh(IpPermission rule) => rule is { IpProtocol: "tcp", FromPort: SshPort, ToPort: SshPort };

    private static IpPermission Opened(OpenPorts open) => open.Protocol == "icmp"
        ? Ports(open.Protocol, AllTypes, AllTypes, open.From ?? Everybody, "open")
        : Ports(open.Protocol, open.First, open.Last, open.From ?? Everybody, "open");

    private static IpPermission Ports(string protocol, int first, int last, string network, string purpose) =>
        new() { IpProtocol = protocol, FromPort = first, ToPort = last, Ipv4Ranges = [new IpRange { CidrIp = network, Description = purpose }] };
}

using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The rules of a provision's security group: SSH from where it was said, the overlay between its members, and what the descriptor opens. Never everything. Each says in its description
/// why it is there: by that a rule of somebody else's is known.
/// </summary>
internal static class SecurityRules
{
    private const int Vxlan = 4789;
    private const int AllTypes = -1;
    private const string Everybody = "0.0.0.0/0";
    private const string Overlay = "EdgeProvision: overlay";

    private static readonly Dictionary<AdmissionReason, string> Marks = new()
    {
        [AdmissionReason.SshFrom] = "EdgeProvision: ssh_from",
        [AdmissionReason.Open] = "EdgeProvision: open",
        [AdmissionReason.Caller] = "EdgeProvision: caller",
    };

    public static IEnumerable<IpPermission> Of(string groupId, NetworkWish wish) =>
    [
        .. wish.Callers.Select(Caller),
        new() { IpProtocol = "udp", FromPort = Vxlan, ToPort = Vxlan, UserIdGroupPairs = [new UserIdGroupPair { GroupId = groupId, Description = Overlay }] },
        .. wish.Admission.All.Select(open => Wished(open, wish.Admission)),
    ];

    /// <summary>The rule that lets in something which a descriptor wishes for.</summary>
    public static IpPermission Wished(OpenPorts open, AdmissionWish wish) =>
        Rule(open, open.IsLogin && wish.SshFrom.Contains(open.From, StringComparer.Ordinal) ? AdmissionReason.SshFrom : AdmissionReason.Open);

    /// <summary>The rule that lets a caller log in.</summary>
    public static IpPermission Caller(string network) => Rule(OpenPorts.Login(network), AdmissionReason.Caller);

    /// <summary>A rule for one network.</summary>
    public static IpPermission Rule(OpenPorts open, AdmissionReason reason)
    {
        var (first, last) = open.Protocol == "icmp" ? (AllTypes, AllTypes) : (open.First, open.Last);
        return new() { IpProtocol = open.Protocol, FromPort = first, ToPort = last, Ipv4Ranges = [new IpRange { CidrIp = open.From ?? Everybody, Description = Marks[reason] }] };
    }

    /// <summary>What a group lets in, as far as a descriptor could say it; of other rules nothing is known, and nothing done to them.</summary>
    public static IEnumerable<StandingRule> Read(SecurityGroup group) =>
        (group.IpPermissions ?? []).SelectMany(rule => (rule.Ipv4Ranges ?? []).Select(range => (Open: Opened(rule, range.CidrIp), range.Description)))
            .Where(r => r.Open is not null).Select(r => new StandingRule(r.Open!, ReasonOf(r.Description)));

    private static OpenPorts? Opened(IpPermission rule, string network)
    {
        var from = network == Everybody ? null : network;
        return rule switch
        {
            { IpProtocol: "icmp", FromPort: AllTypes } => new OpenPorts(rule.IpProtocol, 0, 0, from),
            { IpProtocol: "tcp" or "udp", FromPort: { } first, ToPort: { } last } => new OpenPorts(rule.IpProtocol, first, last, from),
            _ => null,
        };
    }

    private static AdmissionReason ReasonOf(string? description) => Marks.Where(m => m.Value == description).Select(m => (AdmissionReason?)m.Key).FirstOrDefault() ?? AdmissionReason.Foreign;
}

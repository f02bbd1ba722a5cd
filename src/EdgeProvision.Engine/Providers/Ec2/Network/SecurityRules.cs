using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The rules of a provision's security group: SSH from where it was said, the overlay between its members, and what the descriptor opens. Never everything. Each says in its description
/// why it is there: by that a rule of somebody else's is known.
/// </summary>
internal static class SecurityRules
{
    private const int AllTypes = -1;
    private const string Everybody = "0.0.0.0/0";
    private const string Overlay = "EdgeProvision: overlay";
    private const string SshFrom = "EdgeProvision: ssh_from";
    private const string Open = "EdgeProvision: open";

    /// <summary>What a descriptor wishes for, and the overlay.</summary>
    public static IEnumerable<IpPermission> Of(string groupId, NetworkWish wish) => [Members(groupId), .. wish.Admission.All.Select(open => Wished(open, wish.Admission))];

    /// <summary>The rule that lets in something which is wished for.</summary>
    public static IpPermission Wished(OpenPorts open, AdmissionWish wish) =>
        Rule(open, open.IsOverlay ? Overlay : open.IsLogin && wish.SshFrom.Contains(open.From, StringComparer.Ordinal) ? SshFrom : Open);

    /// <summary>The rule that lets the overlay in from the group's own machines. It counts for their private addresses only.</summary>
    public static IpPermission Members(string groupId) =>
        new() { IpProtocol = "udp", FromPort = OpenPorts.OverlayPort, ToPort = OpenPorts.OverlayPort, UserIdGroupPairs = [new UserIdGroupPair { GroupId = groupId, Description = Overlay }] };

    /// <summary>True when that rule stands, or one that lets in more of the same.</summary>
    public static bool AdmitsMembers(SecurityGroup group) => group.IpPermissions?.Any(rule =>
        rule.UserIdGroupPairs?.Any(p => p.GroupId == group.GroupId) == true
        && (rule.IpProtocol == "-1" || (rule is { IpProtocol: "udp", FromPort: <= OpenPorts.OverlayPort, ToPort: >= OpenPorts.OverlayPort }))) == true;

    /// <summary>True when a rule of somebody's may let in logins from where it does not say by an IPv4 network: from another group, a list of networks, or for all that there is.</summary>
    public static bool MayLetInOthers(SecurityGroup group) => group.IpPermissions?.Any(rule =>
        rule is { IpProtocol: "-1" } or { IpProtocol: "tcp", FromPort: <= OpenPorts.SshPort, ToPort: >= OpenPorts.SshPort }
        && (rule.IpProtocol == "-1" || rule.PrefixListIds?.Count > 0 || rule.UserIdGroupPairs?.Count > 0)) == true;

    /// <summary>The rule that lets a caller log in.</summary>
    public static IpPermission Called(string network, CallerMark mark) => Rule(OpenPorts.Login(network), mark.ToString());

    /// <summary>A rule by what it lets in alone, as it is taken away by.</summary>
    public static IpPermission Bare(OpenPorts open) => Rule(open, null);

    /// <summary>What a group lets in, as far as a descriptor could say it; of other rules nothing is known, and nothing done to them.</summary>
    public static IEnumerable<StandingRule> Read(SecurityGroup group) => Described(group).Select(r => new StandingRule(r.What, ReasonOf(r.Description)));

    /// <summary>The callers that a group lets in.</summary>
    public static IEnumerable<(string Network, CallerMark Mark)> Callers(SecurityGroup group)
    {
        foreach (var (what, description) in Described(group))
        {
            if (what is { IsLogin: true, From: { } network } && CallerMark.Parse(description) is { } mark)
                yield return (network, mark);
        }
    }

    private static IpPermission Rule(OpenPorts open, string? description)
    {
        var (first, last) = open.Protocol == "icmp" ? (AllTypes, AllTypes) : (open.First, open.Last);
        return new() { IpProtocol = open.Protocol, FromPort = first, ToPort = last, Ipv4Ranges = [new IpRange { CidrIp = open.From ?? Everybody, Description = description }] };
    }

    private static IEnumerable<(OpenPorts What, string? Description)> Described(SecurityGroup group)
    {
        foreach (var rule in group.IpPermissions ?? [])
        {
            foreach (var range in rule.Ipv4Ranges ?? [])
            {
                if (Opened(rule, range.CidrIp) is { } what)
                    yield return (what, range.Description);
            }
        }
    }

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

    private static AdmissionReason ReasonOf(string? description) => description switch
    {
        SshFrom => AdmissionReason.SshFrom,
        Open => AdmissionReason.Open,
        Overlay => AdmissionReason.Overlay,
        _ => CallerMark.Parse(description) is null ? AdmissionReason.Foreign : AdmissionReason.Caller,
    };
}

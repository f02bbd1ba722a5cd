using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>Security groups and their rules as the API shows them.</summary>
internal static class SecurityGroupDocument
{
    public static IEnumerable<XElement?> Of(SecurityGroup group, Holdings holdings, DateTimeOffset moment)
    {
        var rules = holdings.Rules.All.Where(rule => rule.Group == group && rule.IsThereAt(moment)).ToList();
        return
        [
            Xml.Value("ownerId", holdings.AccountId),
            Xml.Value("groupId", group.Id),
            Xml.Value("groupName", group.Name),
            Xml.Value("groupDescription", group.Description),
            Xml.Value("vpcId", group.Vpc.Id),
            Permissions("ipPermissions", rules.Where(rule => !rule.IsEgress)),
            Permissions("ipPermissionsEgress", rules.Where(rule => rule.IsEgress)),
            TagDocument.Of(group, moment),
        ];
    }

    public static IEnumerable<XElement?> Of(SecurityGroupRule rule, Holdings holdings, DateTimeOffset moment) =>
    [
        Xml.Value("securityGroupRuleId", rule.Id),
        Xml.Value("groupId", rule.Group.Id),
        Xml.Value("groupOwnerId", holdings.AccountId),
        Xml.Value("isEgress", rule.IsEgress),
        Xml.Value("ipProtocol", rule.Permission.Protocol),
        Xml.Value("fromPort", rule.Permission.From ?? -1),
        Xml.Value("toPort", rule.Permission.To ?? -1),
        Xml.Value("cidrIpv4", rule.Peer.Cidr),
        Xml.Value("cidrIpv6", rule.Peer.CidrV6),
        rule.Peer.Group is { } peer ? Xml.Node("referencedGroupInfo", Xml.Value("groupId", peer.Id), Xml.Value("userId", rule.Peer.OwnerId), Xml.Value("vpcId", peer.Vpc.Id)) : null,
        Xml.Value("description", rule.Description),
        TagDocument.Of(rule, moment),
    ];

    private static XElement Permissions(string name, IEnumerable<SecurityGroupRule> rules) => Xml.Set(name, rules.GroupBy(rule => rule.Permission).Select(same => new[]
    {
        Xml.Value("ipProtocol", same.Key.Protocol),
        Xml.Value("fromPort", same.Key.From),
        Xml.Value("toPort", same.Key.To),
        Xml.Set("groups", same.Where(rule => rule.Peer.Group is not null).Select(rule => new[]
        {
            Xml.Value("userId", rule.Peer.OwnerId), Xml.Value("groupId", rule.Peer.Group!.Id), Xml.Value("description", rule.Description),
        })),
        Xml.Set("ipRanges", same.Where(rule => rule.Peer.Cidr is not null).Select(rule => new[] { Xml.Value("cidrIp", rule.Peer.Cidr), Xml.Value("description", rule.Description) })),
        Xml.Set("ipv6Ranges", same.Where(rule => rule.Peer.CidrV6 is not null).Select(rule => new[] { Xml.Value("cidrIpv6", rule.Peer.CidrV6), Xml.Value("description", rule.Description) })),
        Xml.Set("prefixListIds", []),
    }));
}

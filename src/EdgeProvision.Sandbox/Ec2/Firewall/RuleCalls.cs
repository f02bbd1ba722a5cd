using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>The calls about rules of security groups. Each runs with the store's gate held: all rules of a call change, or none.</summary>
internal sealed class RuleCalls(Ec2Store store)
{
    private static readonly ResourceList<SecurityGroupRule> List = new(
        "SecurityGroupRuleId", "securityGroupRuleSet", holdings => holdings.Rules,
        new Dictionary<string, Func<SecurityGroupRule, DateTimeOffset, IEnumerable<string?>>>
        {
            ["group-id"] = (rule, _) => [rule.Group.Id],
            ["security-group-rule-id"] = (rule, _) => [rule.Id],
        },
        (rule, call) => SecurityGroupDocument.Of(rule, call.Holdings, call.Moment));

    public IEnumerable<Ec2Action> Actions =>
    [
        new("AuthorizeSecurityGroupIngress", call => Authorize(call, isEgress: false)), new("AuthorizeSecurityGroupEgress", call => Authorize(call, isEgress: true)),
        new("RevokeSecurityGroupIngress", call => Revoke(call, isEgress: false)), new("RevokeSecurityGroupEgress", call => Revoke(call, isEgress: true)),
        new("UpdateSecurityGroupRuleDescriptionsIngress", call => Describe(call, isEgress: false)), new("UpdateSecurityGroupRuleDescriptionsEgress", call => Describe(call, isEgress: true)),
        new("DescribeSecurityGroupRules", List.Describe),
    ];

    private IEnumerable<XElement?> Authorize(Ec2Call call, bool isEgress)
    {
        var holdings = call.Holdings;
        var group = holdings.Groups.Get(call, call.Parameters, "GroupId");
        var wanted = PermissionReader.Read(call);
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.Rule);
        call.Ready();
        var present = holdings.Rules.Living.Where(rule => rule.Group == group).ToList();
        foreach (var (rule, index) in wanted.Select((rule, index) => (rule, index)))
        {
            if (present.Exists(known => known.IsSame(isEgress, rule.Permission, rule.Peer)))
                throw new Ec2RefusedException("InvalidPermission.Duplicate", $"the specified rule \"{rule.Permission.Describe(rule.Peer)}\" already exists");
            if (wanted.Take(index).Any(other => (other.Permission, other.Peer) == (rule.Permission, rule.Peer)))
                throw new Ec2RefusedException("InvalidParameterValue", "The same permission must not appear multiple times");
            if (rule.Peer.Group is { } peer && peer.Vpc != group.Vpc)
                throw new Ec2RefusedException("InvalidGroup.NotFound", $"You have specified two resources that belong to different networks.");
        }

        if (present.Count(rule => rule.IsEgress == isEgress) + wanted.Count > store.Options.Quotas.RulesPerGroup)
            throw new Ec2RefusedException("RulesPerSecurityGroupLimitExceeded", "The maximum number of rules per security group has been reached.");
        var made = wanted.Select(rule => new SecurityGroupRule(group, isEgress, rule.Permission, rule.Peer, rule.Description, store.Now)).ToList();
        foreach (var rule in made)
            holdings.Rules.Add(rule, tags);
        return [.. Xml.Done, Xml.Set("securityGroupRuleSet", made.Select(rule => SecurityGroupDocument.Of(rule, holdings, store.Now)))];
    }

    private IEnumerable<XElement?> Revoke(Ec2Call call, bool isEgress)
    {
        var holdings = call.Holdings;
        var group = holdings.Groups.Get(call, call.Parameters, "GroupId");
        var ids = call.Parameters.Texts("SecurityGroupRuleId");
        var wanted = ids.Count > 0 ? [] : PermissionReader.Read(call);
        call.Ready();
        var present = holdings.Rules.Living.Where(rule => rule.Group == group && rule.IsEgress == isEgress).ToList();
        var found = ids.Count > 0 ? [.. ids.Select(id => present.Find(rule => rule.Id == id) ?? throw ResourceKind.Rule.NotFound(id))] : wanted.Select(rule => Find(present, rule, isEgress)).ToList();
        foreach (var rule in found)
            rule.GoneAt = store.Now;
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Describe(Ec2Call call, bool isEgress)
    {
        var group = call.Holdings.Groups.Get(call, call.Parameters, "GroupId");
        var wanted = PermissionReader.Read(call);
        call.Ready();
        var present = call.Holdings.Rules.Living.Where(rule => rule.Group == group).ToList();
        foreach (var (rule, text) in wanted.Select(wish => (Find(present, wish, isEgress), wish.Description)).ToList())
            rule.Description = text;
        return Xml.Done;
    }

    private static SecurityGroupRule Find(List<SecurityGroupRule> present, WantedRule wanted, bool isEgress) =>
        present.Find(known => known.IsSame(isEgress, wanted.Permission, wanted.Peer))
            ?? throw new Ec2RefusedException("InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
}

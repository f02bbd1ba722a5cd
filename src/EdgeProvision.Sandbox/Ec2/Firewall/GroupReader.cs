using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>Finds the groups that an interface is to be in.</summary>
internal static class GroupReader
{
    /// <summary>The groups of these ids, which have to be of that VPC; null when none is named.</summary>
    public static IReadOnlyList<SecurityGroup>? Read(Ec2Call call, IReadOnlyList<string> ids, Vpc vpc, Ec2Quotas quotas)
    {
        if (ids.Count == 0)
            return null;
        var groups = ids.Distinct().Select(id => call.Holdings.Groups.Get(call, id)).ToList();
        if (groups.Find(group => group.Vpc != vpc) is { } foreign)
            throw new Ec2RefusedException("InvalidParameter", $"Security group {foreign.Id} and subnet belong to different networks.");
        return groups.Count <= quotas.GroupsPerInterface
            ? groups
            : throw new Ec2RefusedException("SecurityGroupsPerInterfaceLimitExceeded", "The maximum number of security groups per interface has been reached.");
    }
}

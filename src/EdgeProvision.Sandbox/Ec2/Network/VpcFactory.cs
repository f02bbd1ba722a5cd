using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>Makes VPCs with what every one has from the start: a main route table and a default security group.</summary>
internal static class VpcFactory
{
    public static Vpc Make(Holdings holdings, AddressBlock block, string tenancy, DateTimeOffset now, TimeSpan pendingFor, bool isDefault = false)
    {
        var table = new RouteTable(block, now);
        var group = new SecurityGroup(SecurityGroup.DefaultName, "default VPC security group", now);
        var vpc = new Vpc(block, tenancy, now, now + pendingFor) { IsDefault = isDefault, HasDnsHostnames = isDefault, MainTable = table, DefaultGroup = group };
        table.Vpc = vpc;
        table.Associations.Add(new RouteTableAssociation(ResourceKind.NewId("rtbassoc"), null));
        group.Vpc = vpc;
        holdings.Vpcs.Add(vpc);
        holdings.RouteTables.Add(table);
        holdings.Groups.Add(group);
        holdings.Rules.Add(new SecurityGroupRule(group, false, Permission.Everything, RulePeer.Of(group, holdings.AccountId), null, now));
        holdings.Rules.Add(SecurityGroupRule.EverythingOut(group, now));
        return vpc;
    }
}

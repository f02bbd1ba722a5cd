using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>One rule of a group: one permission for one peer.</summary>
internal sealed class SecurityGroupRule(SecurityGroup group, bool isEgress, Permission permission, RulePeer peer, string? description, DateTimeOffset createdAt)
    : Ec2Resource(ResourceKind.Rule, createdAt)
{
    public SecurityGroup Group { get; } = group;

    public bool IsEgress { get; } = isEgress;

    public Permission Permission { get; } = permission;

    public RulePeer Peer { get; } = peer;

    public string? Description { get; set; } = description;

    public bool IsSame(bool egress, Permission other, RulePeer otherPeer) => IsEgress == egress && Permission == other && Peer == otherPeer;

    /// <summary>The rule that every group begins with.</summary>
    public static SecurityGroupRule EverythingOut(SecurityGroup group, DateTimeOffset now) =>
        new(group, true, Permission.Everything, RulePeer.OfCidr("0.0.0.0/0"), null, now);
}

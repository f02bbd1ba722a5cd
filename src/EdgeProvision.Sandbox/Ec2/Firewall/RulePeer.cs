namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>Who is at the other end: a network, or a group's members.</summary>
internal sealed record RulePeer
{
    public string? Cidr { get; private init; }

    public string? CidrV6 { get; private init; }

    public SecurityGroup? Group { get; private init; }

    /// <summary>The account that the group belongs to.</summary>
    public string? OwnerId { get; private init; }

    public static RulePeer OfCidr(string cidr) => new() { Cidr = cidr };

    public static RulePeer OfCidrV6(string cidr) => new() { CidrV6 = cidr };

    public static RulePeer Of(SecurityGroup group, string ownerId) => new() { Group = group, OwnerId = ownerId };

    public override string ToString() => Cidr ?? CidrV6 ?? Group!.Id;
}

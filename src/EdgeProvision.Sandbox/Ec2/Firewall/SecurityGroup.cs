using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Firewall;

/// <summary>A group of network interfaces with the same rules.</summary>
internal sealed class SecurityGroup(string name, string description, DateTimeOffset createdAt) : Ec2Resource(ResourceKind.Group, createdAt)
{
    public const string DefaultName = "default";

    public string Name { get; } = name;

    public string Description { get; } = description;

    // A VPC's default group is made before it.
    public Vpc Vpc { get; set; } = null!;
}

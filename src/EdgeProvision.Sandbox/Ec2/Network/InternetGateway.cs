using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>A VPC's way to the Internet.</summary>
internal sealed class InternetGateway(DateTimeOffset createdAt) : Ec2Resource(ResourceKind.Gateway, createdAt)
{
    /// <summary>What it is attached to, or null.</summary>
    public Vpc? Vpc { get; set; }
}

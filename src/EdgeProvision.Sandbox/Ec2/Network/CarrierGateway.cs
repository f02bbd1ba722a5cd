using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>A VPC's way to the carrier's network, for its subnets in wavelength zones. It is made for its VPC, and is there no longer than that.</summary>
internal sealed class CarrierGateway(Vpc vpc, DateTimeOffset createdAt, DateTimeOffset availableAt) : Ec2Resource(ResourceKind.CarrierGateway, createdAt)
{
    public Vpc Vpc { get; } = vpc;

    public string StateAt(DateTimeOffset moment) => moment >= availableAt ? "available" : "pending";
}

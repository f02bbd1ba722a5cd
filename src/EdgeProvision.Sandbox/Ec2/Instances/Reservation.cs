using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>What came of one request to run instances.</summary>
internal sealed class Reservation
{
    public string Id { get; } = ResourceKind.NewId("r");

    public List<Instance> Instances { get; } = [];
}

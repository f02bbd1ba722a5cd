using EdgeProvision.Sandbox.Ec2.Resources;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>A disk of an instance.</summary>
internal sealed record BlockDevice(string DeviceName, int Gigabytes, string VolumeType, bool DeletesOnTermination)
{
    public string VolumeId { get; } = ResourceKind.NewId("vol");
}

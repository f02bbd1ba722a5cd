namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>Disks that are part of a machine.</summary>
internal sealed record InstanceDisk(int Count, int Gigabytes);

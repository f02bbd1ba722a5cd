namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>A disk that an instance is to have.</summary>
internal sealed record BlockDevice(string DeviceName, int Gigabytes, string VolumeType, bool DeletesOnTermination);

using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>Reads <c>BlockDeviceMapping.N</c>: the image's own disk, changed or not, and others.</summary>
internal static class BlockDeviceReader
{
    private static readonly string[] WithIops = ["io1", "io2", "gp3"];

    public static IReadOnlyList<BlockDevice> Read(ParameterSet parameters, ImageEntry image)
    {
        var devices = new Dictionary<string, BlockDevice>(StringComparer.Ordinal) { [image.RootDevice] = new BlockDevice(image.RootDevice, image.RootGigabytes, "gp3", true) };
        foreach (var item in parameters.Items("BlockDeviceMapping"))
        {
            var name = item.Required("DeviceName");
            if (item.Has("NoDevice"))
            {
                _ = item.Text("NoDevice");
                if (name == image.RootDevice)
                    throw Invalid("The root device of an image cannot be left out.");
            }
            else if (item.Text("VirtualName") is null)
            {
                devices[name] = Read(item.Group("Ebs"), name, image);
            }
        }

        return [.. devices.Values];
    }

    private static BlockDevice Read(ParameterSet ebs, string name, ImageEntry image)
    {
        var isRoot = name == image.RootDevice;
        var type = ebs.Word("VolumeType", "standard", "io1", "io2", "gp2", "gp3", "sc1", "st1") ?? (isRoot ? "gp3" : "gp2");
        var size = ebs.Number("VolumeSize");
        var snapshot = ebs.Text("SnapshotId");
        var iops = ebs.Number("Iops");
        _ = ebs.Number("Throughput");
        _ = ebs.Flag("Encrypted");
        _ = ebs.Text("KmsKeyId");
        if (snapshot is not null && !snapshot.StartsWith("snap-", StringComparison.Ordinal))
            throw new Ec2RefusedException("InvalidSnapshotID.Malformed", $"Invalid id: \"{snapshot}\" (expecting \"snap-...\")");
        if (snapshot is not null)
            throw new Ec2RefusedException("InvalidSnapshot.NotFound", $"The snapshot '{snapshot}' does not exist.");
        if (!isRoot && size is null)
            throw Invalid($"A size is required for device {name}.");
        if (size < (isRoot ? image.RootGigabytes : 1))
            throw Invalid($"Volume of size {size}GB is smaller than expected size >= {(isRoot ? image.RootGigabytes : 1)}GB");
        if (iops is not null && !WithIops.Contains(type))
            throw Ec2RefusedException.Combination($"The parameter iops is not supported for {type} volumes.");
        if (iops is null && type is ("io1" or "io2"))
            throw new Ec2RefusedException("MissingParameter", $"The parameter iops must be specified for {type} volumes.");
        return new BlockDevice(name, size ?? image.RootGigabytes, type, ebs.MaybeFlag("DeleteOnTermination") ?? true);
    }

    private static Ec2RefusedException Invalid(string message) => new("InvalidBlockDeviceMapping", message);
}

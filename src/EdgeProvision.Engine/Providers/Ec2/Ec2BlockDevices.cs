using System.Globalization;
using Amazon.EC2;
using Amazon.EC2.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>Reads the original's word for disks: <c>device=snapshot:size:delete:type:iops</c> or <c>device=none</c>, separated by blanks; parts may be empty.</summary>
internal static class Ec2BlockDevices
{
    private const int MostParts = 5;

    /// <summary>The disks; or what is wrong with the text.</summary>
    public static (List<BlockDeviceMapping>? Disks, string? Mistake) Read(string text)
    {
        var disks = new List<BlockDeviceMapping>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Split('=', 2) is not [{ Length: > 0 } device, { Length: > 0 } value])
                return (null, $"'{word}' is no disk (device=snapshot:size:delete:type:iops)");
            if (value == "none")
            {
                disks.Add(new BlockDeviceMapping { DeviceName = device, NoDevice = "" });
                continue;
            }

            if (Disk(value) is not { } disk)
                return (null, $"'{word}' is no disk (device=snapshot:size:delete:type:iops)");
            disks.Add(new BlockDeviceMapping { DeviceName = device, Ebs = disk });
        }

        return (disks, null);
    }

    private static EbsBlockDevice? Disk(string value)
    {
        var parts = value.Split(':');
        if (parts.Length > MostParts)
            return null;
        var disk = new EbsBlockDevice { DeleteOnTermination = true };
        if (Part(0) is { } snapshot)
            disk.SnapshotId = snapshot;
        if (Part(1) is { } size)
        {
            if (!int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var gigabytes) || gigabytes == 0)
                return null;
            disk.VolumeSize = gigabytes;
        }

        if (Part(2) is { } delete)
        {
            if (!bool.TryParse(delete, out var ends))
                return null;
            disk.DeleteOnTermination = ends;
        }

        if (Part(3) is { } type)
            disk.VolumeType = VolumeType.FindValue(type);
        if (Part(4) is { } iops)
        {
            if (!int.TryParse(iops, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
                return null;
            disk.Iops = count;
        }

        return disk;

        string? Part(int index) => index < parts.Length && parts[index].Length > 0 ? parts[index] : null;
    }
}

using System.Globalization;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Volumes;

/// <summary>The calls about volumes; they are made with instances. Each runs with the store's gate held.</summary>
internal sealed class VolumeCalls(Ec2Store store)
{
    private static readonly ResourceList<Volume> List = new(
        "VolumeId", "volumeSet", holdings => holdings.Volumes,
        new Dictionary<string, Func<Volume, DateTimeOffset, IEnumerable<string?>>>
        {
            ["volume-id"] = (volume, _) => [volume.Id],
            ["status"] = (volume, moment) => [volume.StateAt(moment)],
            ["size"] = (volume, _) => [volume.Device.Gigabytes.ToString(CultureInfo.InvariantCulture)],
            ["volume-type"] = (volume, _) => [volume.Device.VolumeType],
            ["availability-zone"] = (volume, _) => [volume.Zone],
            ["attachment.instance-id"] = (volume, moment) => [volume.IsAttachedAt(moment) ? volume.Instance.Id : null],
            ["attachment.device"] = (volume, moment) => [volume.IsAttachedAt(moment) ? volume.Device.DeviceName : null],
        },
        (volume, call) => VolumeDocument.Of(volume, call.Moment));

    public IEnumerable<Ec2Action> Actions => [new("DescribeVolumes", List.Describe), new("DeleteVolume", Delete)];

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var volume = call.Holdings.Volumes.Get(call, call.Parameters, "VolumeId");
        call.Ready();
        if (volume.IsAttached)
            throw new Ec2RefusedException("VolumeInUse", $"Volume {volume.Id} is currently attached to {volume.Instance.Id}");
        volume.GoneAt = store.Now;
        store.Ledger.Change(volume.Id, entry => entry with { ReleasedAt = store.Now, GoneAt = store.Now });
        return Xml.Done;
    }
}

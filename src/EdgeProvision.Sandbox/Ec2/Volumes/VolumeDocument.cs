using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Volumes;

/// <summary>Volumes as the API shows them.</summary>
internal static class VolumeDocument
{
    public static IEnumerable<XElement?> Of(Volume volume, DateTimeOffset moment) =>
    [
        Xml.Value("volumeId", volume.Id),
        Xml.Value("size", volume.Device.Gigabytes),
        Xml.Value("snapshotId", ""),
        Xml.Value("availabilityZone", volume.Zone),
        Xml.Value("status", volume.StateAt(moment)),
        Xml.Value("createTime", volume.CreatedAt),
        Xml.Set("attachmentSet", volume.IsAttachedAt(moment) ? [Attachment(volume)] : []),
        TagDocument.Of(volume, moment),
        Xml.Value("volumeType", volume.Device.VolumeType),
        Xml.Value("encrypted", false),
        Xml.Value("multiAttachEnabled", false),
    ];

    private static XElement?[] Attachment(Volume volume) =>
    [
        Xml.Value("volumeId", volume.Id), Xml.Value("instanceId", volume.Instance.Id), Xml.Value("device", volume.Device.DeviceName), Xml.Value("status", "attached"),
        Xml.Value("attachTime", volume.CreatedAt), Xml.Value("deleteOnTermination", volume.Device.DeletesOnTermination),
    ];
}

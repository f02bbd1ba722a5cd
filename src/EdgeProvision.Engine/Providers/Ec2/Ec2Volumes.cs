using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>
/// Disks that a descriptor keeps beyond their machine (the third part of <c>blockdevicemapping</c>). They carry the tags of the order that they were made with. One that is at a
/// machine is that machine's.
/// </summary>
internal sealed class Ec2Volumes(Ec2Service service)
{
    private const int PageSize = 500;
    private const string Available = "available";

    /// <summary>Those of all provisions that are at no machine.</summary>
    public async Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeVolumes", "list all disks of edge clouds", "");
        try
        {
            var found = await service.ReadAllAsync(
                call,
                (client, page, token) => client.DescribeVolumesAsync(
                    new DescribeVolumesRequest { Filters = [Ec2Tags.AnyProvisionFilter(), new Filter("status", [Available])], MaxResults = PageSize, NextToken = page }, token),
                answer => (answer.Volumes, answer.NextToken), cancellationToken).ConfigureAwait(false);

            // Whoever deletes by this list relies on our own look.
            return [.. found.Where(v => v is { VolumeId.Length: > 0, State.Value: Available, Attachments: not { Count: > 0 } } && Ec2Tags.Find(v.Tags, Ec2Tags.Provision) is { Length: > 0 })
                .DistinctBy(v => v.VolumeId, StringComparer.Ordinal).Select(Item)];
        }
        catch (ProviderException failure) when (Ec2Failure.IsOutOfReach(failure))
        {
            // A right that machines do not need.
            return [];
        }
    }

    /// <summary>Whether there is one of this id, at a machine or not.</summary>
    public async Task<bool> IsThereAsync(string id, CancellationToken cancellationToken)
    {
        var request = new DescribeVolumesRequest { Filters = [new Filter("volume-id", [id])] };
        var answer = await service.SendAsync(
            Ec2Call.Read("DescribeVolumes", $"look for disk {id}", id), (client, token) => client.DescribeVolumesAsync(request, token), cancellationToken).ConfigureAwait(false);
        return answer.Volumes?.Any(v => v.VolumeId == id && v.State?.Value is not ("deleting" or "deleted")) == true;
    }

    /// <summary>Deletes one; the service refuses one that is at a machine. Gone already is fine.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) => service.RemoveAsync(
        Ec2Call.Write("DeleteVolume", $"delete disk {id}", id), (client, token) => client.DeleteVolumeAsync(new DeleteVolumeRequest { VolumeId = id }, token), cancellationToken);

    private static TaggedItem Item(Volume volume) => new(
        TaggedItemKind.Disk, volume.VolumeId, Ec2Tags.Find(volume.Tags, Ec2Tags.Provision)!, Ec2Tags.Find(volume.Tags, Ec2Tags.Key), Ec2Tags.Find(volume.Tags, Ec2Tags.Name) ?? volume.VolumeId)
    {
        CreatedAt = volume.CreateTime is { } made ? new DateTimeOffset(made.ToUniversalTime()) : null,
        Location = volume.AvailabilityZone,
        Hardware = FormattableString.Invariant($"{volume.VolumeType?.Value} {volume.Size} GB").Trim(),
    };
}

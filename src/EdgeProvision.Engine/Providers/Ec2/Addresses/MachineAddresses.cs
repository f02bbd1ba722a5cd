using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2.Addresses;

/// <summary>
/// Which elastic addresses are an instance's own: those that lead to the first private address of a card. We lead none there but one that is given to a host; a user may do it by hand.
/// </summary>
internal sealed class MachineAddresses(Ec2Listing listing)
{
    /// <summary>Values that the service takes for one filter.</summary>
    private const int MostValues = 200;

    /// <summary>The ids of associations of that kind.</summary>
    public async Task<IReadOnlySet<string>> ReadAsync(IReadOnlyList<Address> addresses, CancellationToken cancellationToken)
    {
        var led = addresses.Where(a => a.AssociationId is { Length: > 0 } && a.InstanceId is { Length: > 0 }).ToList();
        List<Instance> instances = [];
        foreach (var ids in led.Select(a => a.InstanceId).Distinct(StringComparer.Ordinal).Chunk(MostValues))
            instances.AddRange(await listing.ReadAsync(
                Ec2Call.Read("DescribeInstances", "read the instances that elastic addresses lead to", ids[0]), [new Filter("instance-id", [.. ids])], cancellationToken).ConfigureAwait(false));
        var own = instances.SelectMany(i => i.NetworkInterfaces ?? []).SelectMany(card => (card.PrivateIpAddresses ?? []).Where(p => p.Primary == true).Select(p => (card.NetworkInterfaceId, p.PrivateIpAddress))).ToHashSet();
        return led.Where(a => own.Contains((a.NetworkInterfaceId, a.PrivateIpAddress))).Select(a => a.AssociationId).ToHashSet(StringComparer.Ordinal);
    }
}

using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Addresses;

/// <summary>
/// Leads elastic addresses to instances. An instance knows its elastic addresses by private ones only, one each, so that one of a virtual machine leads to a further private address of
/// the instance's first card: never to the first, which is the host's own.
/// <para>
/// A further private address that no elastic address leads to is used before another is made, and none is taken off a card: between a look at it and the next call, another run
/// may have led an address there. They cost nothing and go with the instance. For the same reason an association is never made over one that stands.
/// </para>
/// </summary>
internal sealed class AddressAssociation(Ec2Service service, TimeProvider time, TimeSpan window)
{
    private const int MostTries = 12;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    /// <summary>Leads an address to an instance, wherever it led before.</summary>
    public async Task<AddressAssignment> MakeAsync(string allocationId, string address, string deviceId, CancellationToken cancellationToken)
    {
        var refused = new HashSet<string>(StringComparer.Ordinal);
        for (var left = MostTries; ; left--)
        {
            try
            {
                var now = await FindAsync(allocationId, cancellationToken).ConfigureAwait(false);
                if (now is { } there && there.DeviceId == deviceId)
                    return there;
                var (card, inner) = await InnerAsync(deviceId, address, refused, cancellationToken).ConfigureAwait(false);
                if (now is not null)
                    await EndAsync(now.Id, address, cancellationToken).ConfigureAwait(false);
                refused.Add(inner);
                var id = await AssociateAsync(allocationId, address, card, inner, cancellationToken).ConfigureAwait(false);
                return new AddressAssignment(id, deviceId, inner);
            }
            catch (ProviderException failure) when (left > 1 && MayPass(failure))
            {
                if (Ec2Failure.ServiceCode(failure) != "Resource.AlreadyAssociated")
                    refused.Clear();
                await Task.Delay(Pause(), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Ends an association. One that has ended is fine.</summary>
    public Task EndAsync(string associationId, string address, CancellationToken cancellationToken) => service.RemoveAsync(
        Ec2Call.Write("DisassociateAddress", $"lead the address {address} nowhere", associationId),
        (client, token) => client.DisassociateAddressAsync(new DisassociateAddressRequest { AssociationId = associationId }, token), cancellationToken);

    // What was made a moment ago may not be known yet; what stood a moment ago may be shown still; an answer that was lost shows in the next look.
    private static bool MayPass(ProviderException failure) =>
        Ec2Failure.IsAbsence(failure) || failure.Fate == RequestFate.Unknown || Ec2Failure.ServiceCode(failure) is "Resource.AlreadyAssociated" or "InvalidParameterValue";

    private async Task<AddressAssignment?> FindAsync(string allocationId, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeAddresses", $"read the elastic address {allocationId}", allocationId);
        var request = new DescribeAddressesRequest { Filters = [new Filter("allocation-id", [allocationId])] };
        var answer = await service.SendAsync(call, (client, token) => client.DescribeAddressesAsync(request, token), cancellationToken).ConfigureAwait(false);
        return answer.Addresses?.FirstOrDefault() is { } found ? ElasticReading.Assignment(found) : null;
    }

    private async Task<(string Card, string Inner)> InnerAsync(string deviceId, string address, HashSet<string> refused, CancellationToken cancellationToken)
    {
        var read = Ec2Call.Read("DescribeInstances", $"read the private addresses of instance {deviceId}", deviceId);
        var answer = await service.SendAsync(
            read, (client, token) => client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [deviceId] }, token), cancellationToken).ConfigureAwait(false);
        var card = answer.Reservations?.SelectMany(r => r.Instances ?? []).FirstOrDefault(i => i.InstanceId == deviceId)?.NetworkInterfaces?.Find(n => n.Attachment?.DeviceIndex is 0 or null)
            ?? throw service.Malformed(read, "the instance has no network card in it");
        var free = card.PrivateIpAddresses?.Find(a => a.Primary != true && string.IsNullOrEmpty(a.Association?.PublicIp) && string.IsNullOrEmpty(a.Association?.CarrierIp) && a.PrivateIpAddress is { Length: > 0 } own && !refused.Contains(own));
        if (free is not null)
            return (card.NetworkInterfaceId, free.PrivateIpAddress);

        // A count is no wish that could be repeated: the answer is lost to the next look, which finds the address unused.
        var call = new Ec2Call("AssignPrivateIpAddresses", $"give instance {deviceId} a private address for {address}", deviceId, RepeatRule.WhenNotSent);
        var made = await service.SendAsync(
            call,
            (client, token) => client.AssignPrivateIpAddressesAsync(new AssignPrivateIpAddressesRequest { NetworkInterfaceId = card.NetworkInterfaceId, SecondaryPrivateIpAddressCount = 1 }, token),
            cancellationToken).ConfigureAwait(false);
        return made.AssignedPrivateIpAddresses is [{ PrivateIpAddress: { Length: > 0 } inner }]
            ? (card.NetworkInterfaceId, inner)
            : throw service.Malformed(call, "no private address is in it");
    }

    private async Task<string> AssociateAsync(string allocationId, string address, string card, string inner, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Write("AssociateAddress", $"lead the address {address} to {inner}", address);
        var request = new AssociateAddressRequest { AllocationId = allocationId, NetworkInterfaceId = card, PrivateIpAddress = inner, AllowReassociation = false };
        var answer = await service.SendAsync(call, (client, token) => client.AssociateAddressAsync(request, token), cancellationToken).ConfigureAwait(false);
        return answer.AssociationId is { Length: > 0 } id ? id : throw service.Malformed(call, "no association is in it");
    }

    private TimeSpan Pause() => window / MostTries < LongestPause ? window / MostTries : LongestPause;
}

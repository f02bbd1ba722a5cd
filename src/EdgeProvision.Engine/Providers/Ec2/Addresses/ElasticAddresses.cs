using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Addresses;

/// <summary>
/// Elastic IPs. Each is rented by itself, so that a block is all that carry one key, and an order is for one of them. AllocateAddress has no token.
/// </summary>
internal sealed class ElasticAddresses(Ec2Service service, BorderGroups groups, AddressAssociation association, MachineAddresses machines) : IAddressDriver
{
    private const string Elastic = "elastic";
    private const char Between = '+';
    private const int LargestBlock = 64;

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = [Elastic];

    /// <inheritdoc/>
    public bool IsContiguous => false;

    /// <inheritdoc/>
    public void Check(ReservationRequest request)
    {
        if (request.Type is { } type && type != Elastic)
            throw AddressErrors.Invalid(request, $"there is no kind of addresses '{ErrorText.Clean(type)}'", $"The only one is {Elastic}; leave the kind out.");
        if (request.Count is < 1 or > LargestBlock)
            throw AddressErrors.Invalid(request, $"{request.Count} addresses are no block", $"Ask for 1 to {LargestBlock}.");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AddressReservation>> ListAsync(string provisionId, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeAddresses", $"list the elastic addresses of provision {provisionId}", provisionId);
        var addresses = await ReadAsync(call, Ec2Tags.ProvisionFilter(provisionId), cancellationToken).ConfigureAwait(false);

        // Whoever deletes by this list relies on our own look at the tags.
        return await BlocksAsync([.. addresses.Where(a => Ec2Tags.Find(a.Tags, Ec2Tags.Provision) == provisionId)], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All that carry a provision's tag, whichever that is.</summary>
    public async Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        var all = await ReadAsync(Ec2Call.Read("DescribeAddresses", "list all elastic addresses of edge clouds", ""), Ec2Tags.AnyProvisionFilter(), cancellationToken).ConfigureAwait(false);
        return [.. all.GroupBy(a => Ec2Tags.Find(a.Tags, Ec2Tags.Provision)).Where(g => g.Key is { Length: > 0 })
            .SelectMany(g => ElasticReading.Blocks(g, Elastic).Select(block => TaggedItem.Of(block, g.Key!)))];
    }

    /// <inheritdoc/>
    public async Task<AddressReservation?> GetAsync(string reservationId, CancellationToken cancellationToken)
    {
        // A filter, and not the ids: one of several that is gone makes a call by ids fail as a whole.
        var call = Ec2Call.Read("DescribeAddresses", $"read the elastic address {reservationId}", reservationId);
        var addresses = await ReadAsync(call, new Filter("allocation-id", [.. reservationId.Split(Between)]), cancellationToken).ConfigureAwait(false);
        return (await BlocksAsync(addresses, cancellationToken).ConfigureAwait(false)).FirstOrDefault();
    }

    /// <inheritdoc/>
    public async Task<ReserveResult> ReserveAsync(ReservationRequest request, AddressReservation? standing, CancellationToken cancellationToken)
    {
        AllocateAddressRequest order;
        try
        {
            order = new AllocateAddressRequest
            {
                Domain = DomainType.Vpc,
                NetworkBorderGroup = await groups.OfAsync(request, cancellationToken).ConfigureAwait(false),
                TagSpecifications = [new TagSpecification
                {
                    ResourceType = ResourceType.ElasticIp,
                    Tags =
                    [
                        new Tag(Ec2Tags.Provision, request.ProvisionId), new Tag(Ec2Tags.Key, request.EdgeKey), new Tag(Ec2Tags.Name, request.EdgeKey),
                        .. Ec2Tags.CreatedAt(service.ServiceTime),
                    ],
                }],
            };
        }
        catch (ProviderException failure)
        {
            return failure is { SpokeItself: true, IsTransient: false } ? new ReserveResult.Refused(failure) : new ReserveResult.NotSent(failure);
        }

        var call = new Ec2Call("AllocateAddress", $"rent an elastic address ({request.EdgeKey})", request.EdgeKey, RepeatRule.Never) { OutlivesCancellation = true };
        try
        {
            var answer = await service.SendAsync(call, (client, token) => client.AllocateAddressAsync(order, token), cancellationToken).ConfigureAwait(false);
            return ElasticReading.Made(answer, request, standing, Elastic) is { } block
                ? new ReserveResult.Created(block)
                : new ReserveResult.Unanswered(service.Malformed(call, "it accepted the order, but what it sent back is no address"));
        }
        catch (ProviderException failure)
        {
            return Ec2Create.Classify(failure) switch
            {
                CreateResult.NotSent notSent => new ReserveResult.NotSent(notSent.Error),
                CreateResult.Refused refused => new ReserveResult.Refused(refused.Error),
                _ => new ReserveResult.Unanswered(failure),
            };
        }
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(string reservationId, CancellationToken cancellationToken)
    {
        // An address of a Local or Wavelength Zone is released with its group; without it, the service answers that there is no such address.
        var call = Ec2Call.Read("DescribeAddresses", $"read the elastic address {reservationId}", reservationId);
        var addresses = await ReadAsync(call, new Filter("allocation-id", [.. reservationId.Split(Between)]), cancellationToken).ConfigureAwait(false);
        foreach (var id in reservationId.Split(Between))
        {
            var group = addresses.FirstOrDefault(a => a.AllocationId == id)?.NetworkBorderGroup;
            await service.RemoveAsync(
                Ec2Call.Write("ReleaseAddress", $"release the elastic address {id}", id),
                (client, token) => client.ReleaseAddressAsync(new ReleaseAddressRequest { AllocationId = id, NetworkBorderGroup = group }, token), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<AddressAssignment> AssignAsync(AddressReservation reservation, string address, string deviceId, CancellationToken cancellationToken)
    {
        var known = reservation.Find(address) ?? throw AddressErrors.NotInBlock(reservation, address);
        if (known.Assignment is { IsMachinesOwn: true } own)
            throw AddressErrors.OfMachine(address, own);
        return known.Assignment is { } there && there.DeviceId == deviceId
            ? there
            : await association.MakeAsync(known.Id ?? reservation.Id, address, deviceId, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task UnassignAsync(AddressAssignment assignment, CancellationToken cancellationToken) =>
        association.EndAsync(assignment.Id, assignment.InnerAddress, cancellationToken);

    /// <summary>The ids of a block, as one.</summary>
    internal static string IdOf(IEnumerable<string> ids) => string.Join(Between, ids);

    private async Task<IReadOnlyList<AddressReservation>> BlocksAsync(IReadOnlyList<Address> addresses, CancellationToken cancellationToken) =>
        ElasticReading.Blocks(addresses, Elastic, await machines.ReadAsync(addresses, cancellationToken).ConfigureAwait(false));

    private async Task<IReadOnlyList<Address>> ReadAsync(Ec2Call call, Filter filter, CancellationToken cancellationToken)
    {
        var request = new DescribeAddressesRequest { Filters = [filter] };
        var answer = await service.SendAsync(call, (client, token) => client.DescribeAddressesAsync(request, token), cancellationToken).ConfigureAwait(false);
        var addresses = answer.Addresses ?? [];
        return addresses.TrueForAll(a => ElasticReading.IsWhole(a)) ? addresses : throw service.Malformed(call, "an address in it has no allocation id");
    }
}

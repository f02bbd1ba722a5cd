using System.Net;
using System.Numerics;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>
/// Blocks of public IPv4 addresses of a project, each of 2^n addresses in a row. An address that leads to a device is an object of its own (an assignment), which stands in the
/// block as a link, and is deleted at the same path as a block is.
/// </summary>
internal sealed class PacketAddresses(RestFunnel funnel, PacketListing listing, PacketCatalog catalog) : IAddressDriver
{
    private const int LargestBlock = 256;

    // Has the service put the assignments into the answer instead of links to them.
    private const string Include = "include=assignments";

    /// <inheritdoc/>
    public IReadOnlyList<string> Types { get; } = ["public_ipv4", PacketAddressBody.Global];

    /// <inheritdoc/>
    public bool IsContiguous => true;

    /// <inheritdoc/>
    public void Check(ReservationRequest request)
    {
        if (request.Type is { } type && !Types.Contains(type, StringComparer.Ordinal))
            throw AddressErrors.Invalid(request, $"there is no kind of addresses '{ErrorText.Clean(type)}' for machines", $"Choose one of {string.Join(", ", Types)}.");
        if (request.Count is < 1 or > LargestBlock || !BitOperations.IsPow2(request.Count))
            throw AddressErrors.Invalid(request, $"no block has {request.Count} addresses", $"Ask for 1, 2, 4, 8 and so on up to {LargestBlock}.");
        if (request.Type != PacketAddressBody.Global && PacketAddressBody.Place(request) is null)
            throw AddressErrors.Invalid(request, "it is not said where", "Name a facility or a metro; addresses of type global_ipv4 belong to no place.");
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AddressReservation>> ListAsync(string provisionId, CancellationToken cancellationToken)
    {
        var project = await catalog.ProjectAsync(cancellationToken).ConfigureAwait(false);
        var request = RestRequest.Read(
            PacketPaths.ProjectAddresses(project), $"list the address reservations of provision {provisionId} in project {project}", provisionId);
        var tag = PacketTags.Provision(provisionId);
        var items = await listing.ReadAsync(request, "ip_addresses", $"{Include}&tag={Uri.EscapeDataString(tag)}", cancellationToken).ConfigureAwait(false);
        List<AddressReservation> reservations = [];

        // The service filters too, where it can; whoever deletes by this list relies on our own look at the tags.
        foreach (var item in items.Where(i => PacketJson.Tags(i).Contains(tag, StringComparer.Ordinal)))
            reservations.Add(await ReadAsync(item, cancellationToken).ConfigureAwait(false));
        return reservations;
    }

    /// <summary>All blocks of the project that carry a provision's tag, whichever that is.</summary>
    public async Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        var project = await catalog.ProjectAsync(cancellationToken).ConfigureAwait(false);
        var request = RestRequest.Read(PacketPaths.ProjectAddresses(project), $"list all address reservations of edge clouds in project {project}", project);
        var items = await listing.ReadAsync(request, "ip_addresses", Include, cancellationToken).ConfigureAwait(false);
        List<TaggedItem> tagged = [];
        foreach (var item in items)
        {
            if (PacketTags.ProvisionOf(PacketJson.Tags(item)) is { } owner)
                tagged.Add(TaggedItem.Of(await ReadAsync(item, cancellationToken).ConfigureAwait(false), owner));
        }

        return tagged;
    }

    /// <inheritdoc/>
    public async Task<AddressReservation?> GetAsync(string reservationId, CancellationToken cancellationToken)
    {
        var request = RestRequest.Read($"{PacketPaths.Address(reservationId)}?{Include}", $"read the address reservation {reservationId}", reservationId);
        return await FindAsync(request, cancellationToken).ConfigureAwait(false) is { } json ? await ReadAsync(json, cancellationToken).ConfigureAwait(false) : null;
    }

    /// <inheritdoc/>
    public async Task<ReserveResult> ReserveAsync(ReservationRequest request, AddressReservation? standing, CancellationToken cancellationToken)
    {
        RestRequest call;
        try
        {
            var project = await catalog.ProjectAsync(cancellationToken).ConfigureAwait(false);
            call = new RestRequest(
                HttpMethod.Post, PacketPaths.ProjectAddresses(project), $"reserve {request.Count} addresses ({request.EdgeKey}) in project {project}", request.EdgeKey, RepeatRule.Never,
                PacketAddressBody.Write(request, Types[0]))
            {
                OutlivesCancellation = true,
            };
        }
        catch (ProviderException failure)
        {
            // A look-up before the order failed: nothing was sent that could have made anything.
            return new ReserveResult.NotSent(failure);
        }

        try
        {
            var answer = await funnel.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return answer.Json is { } json && PacketAddressJson.Reservation(json, []) is { } reservation
                ? new ReserveResult.Created(reservation)
                : new ReserveResult.Unanswered(funnel.Failures.Malformed(call, "it accepted the request, but what it sent back is no reservation"));
        }
        catch (ProviderException failure)
        {
            return PacketCreate.Classify(failure) switch
            {
                CreateResult.NotSent notSent => new ReserveResult.NotSent(notSent.Error),
                CreateResult.Refused refused => new ReserveResult.Refused(refused.Error),
                _ => new ReserveResult.Unanswered(failure),
            };
        }
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string reservationId, CancellationToken cancellationToken) =>
        DeleteAsync(reservationId, $"release the address reservation {reservationId}", cancellationToken);

    /// <inheritdoc/>
    public async Task<AddressAssignment> AssignAsync(AddressReservation reservation, string address, string deviceId, CancellationToken cancellationToken)
    {
        var known = (reservation.Find(address) ?? throw AddressErrors.NotInBlock(reservation, address)).Assignment;
        if (known is { } there && there.DeviceId == deviceId)
            return there;

        // The service leads an address to one device at a time, and has no call to move it.
        if (known is not null)
            await UnassignAsync(known, cancellationToken).ConfigureAwait(false);
        var call = new RestRequest(
            HttpMethod.Post, PacketPaths.DeviceAddresses(deviceId), $"lead the address {address} to device {deviceId}", address, RepeatRule.WhenNotSent,
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["address"] = address + "/32" }));
        try
        {
            var answer = await funnel.SendAsync(call, cancellationToken).ConfigureAwait(false);
            return answer.Json is { } json && PacketAddressJson.Assignment(json) is { Assignment: { } made }
                ? made with { DeviceId = deviceId }
                : throw funnel.Failures.Malformed(call, "it accepted the request, but what it sent back is no assignment");
        }
        catch (ProviderException failure) when (failure.Fate != RequestFate.NotSent)
        {
            // It may have been done by this request, or by another run for the same device: then what we were asked for is so.
            var now = await GetAsync(reservation.Id, cancellationToken).ConfigureAwait(false);
            if (now?.Find(address)?.Assignment is { } done && done.DeviceId == deviceId)
                return done;
            throw;
        }
    }

    /// <inheritdoc/>
    public Task UnassignAsync(AddressAssignment assignment, CancellationToken cancellationToken) =>
        DeleteAsync(assignment.Id, $"lead the address {assignment.InnerAddress} nowhere", cancellationToken);

    /// <summary>The reservation with its assignments, those that stand there as links looked up.</summary>
    private async Task<AddressReservation> ReadAsync(JsonElement json, CancellationToken cancellationToken)
    {
        List<ReservedAddress> assigned = [];
        foreach (var entry in PacketJson.Items(json, "assignments"))
        {
            if ((PacketAddressJson.Assignment(entry) ?? await FollowAsync(entry, cancellationToken).ConfigureAwait(false)) is { } found)
                assigned.Add(found);
        }

        return PacketAddressJson.Reservation(json, assigned)
            ?? throw funnel.Failures.Malformed(RestRequest.Read(PacketPaths.Projects, "read an address reservation", ""), "a reservation in it has no id");
    }

    // One that is gone by now leads nowhere.
    private async Task<ReservedAddress?> FollowAsync(JsonElement link, CancellationToken cancellationToken)
    {
        if (PacketJson.Text(link, "href") is not { } href || PacketJson.LastSegment(href) is not { } id)
            return null;
        return await FindAsync(RestRequest.Read(PacketPaths.Address(id), $"read the assignment {id}", id), cancellationToken).ConfigureAwait(false) is { } json
            ? PacketAddressJson.Assignment(json)
            : null;
    }

    private async Task<JsonElement?> FindAsync(RestRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return (await funnel.SendAsync(request, cancellationToken).ConfigureAwait(false)).Json ?? throw funnel.Failures.Malformed(request, "it is empty");
        }
        catch (ProviderException e) when (e.Status == HttpStatusCode.NotFound && e.Fate == RequestFate.Answered)
        {
            return null;
        }
    }

    private async Task DeleteAsync(string id, string attempted, CancellationToken cancellationToken)
    {
        try
        {
            await funnel.SendAsync(RestRequest.Delete(PacketPaths.Address(id), attempted, id), cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException e) when (e.Status == HttpStatusCode.NotFound && e.Fate == RequestFate.Answered)
        {
            // Gone already, perhaps by an attempt whose answer was lost.
        }
    }
}

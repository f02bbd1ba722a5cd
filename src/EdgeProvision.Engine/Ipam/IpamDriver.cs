using System.Globalization;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Ipam;

/// <summary>
/// OpenNebula's IPAM driver: rents a range's addresses at the provider, says which of them are free, gives them back. Nothing is kept on the front-end's disk: reservations are
/// known by their key at the provider, leases by oned's own ranges. It only reads from oned, whose writes to that network wait for this very answer.
/// </summary>
internal sealed class IpamDriver(EngineParts parts)
{
    private readonly RangeProviders _providers = new(parts);

    /// <summary>Does what oned asks.</summary>
    /// <returns>The answer in OpenNebula's template language; empty where there is nothing to say.</returns>
    public async Task<string> RunAsync(IpamCall call, CancellationToken cancellationToken)
    {
        var request = IpamRequest.Read(call.Request);
        using var limit = new CancellationTokenSource(Left(call) is { Ticks: > 0 } left ? left : TimeSpan.Zero, parts.Options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await RunAsync(call, request, cancellationToken, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw IpamErrors.OutOfTime(request.Range, parts.Options.Timings.IpamAnswer, mayHaveOrdered: false);
        }
    }

    private TimeSpan Left(IpamCall call) => parts.Options.Timings.IpamAnswer - parts.Options.Time.GetElapsedTime(call.Began);

    /// <param name="call">What is asked.</param>
    /// <param name="request">The same, read.</param>
    /// <param name="stop">Somebody stops it.</param>
    /// <param name="cancellationToken">That, or the time is over.</param>
    private async Task<string> RunAsync(IpamCall call, IpamRequest request, CancellationToken stop, CancellationToken cancellationToken)
    {
        var snapshot = await FrontEndSnapshot.ReadAsync(parts.Client, cancellationToken).ConfigureAwait(false);
        if (call.Action == IpamAction.Register)
            return await new RangeRegistration(parts, _providers).RunAsync(request.Range, snapshot, () => Left(call), cancellationToken).ConfigureAwait(false);
        var addresses = await _providers.AddressesAsync(request.Range, snapshot, cancellationToken).ConfigureAwait(false);
        switch (call.Action)
        {
            case IpamAction.Unregister:
                await UnregisterAsync(request.Range, snapshot, addresses, cancellationToken).ConfigureAwait(false);
                return "";

            case IpamAction.Free:
                await FreeAsync(call, request, addresses, stop, cancellationToken).ConfigureAwait(false);
                return "";

            case IpamAction.Get:
                return Answer(await GetAsync(request, snapshot, addresses, cancellationToken).ConfigureAwait(false), request.Count);

            default:
                return Answer(await AllocateAsync(request, snapshot, addresses, cancellationToken).ConfigureAwait(false), request.Count);
        }
    }

    /// <summary>What another range of oned has, too, stays: a network that was asked for twice has one reservation.</summary>
    private static async Task UnregisterAsync(RequestedRange range, FrontEndSnapshot snapshot, IAddressDriver addresses, CancellationToken cancellationToken)
    {
        var block = range.ReservationId is { } id ? await addresses.GetAsync(id, cancellationToken).ConfigureAwait(false)
            : range.EdgeKey is { } key ? AddressKeeper.Find(await addresses.ListAsync(range.ProvisionId!, cancellationToken).ConfigureAwait(false), key)
            : null;
        if (block is null || snapshot.Networks.SelectMany(n => n.AddressRanges).Count(r => IsOf(r, range, block)) > 1)
            return;
        await AddressKeeper.ReleaseAsync(addresses, block, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOf(AddressRange standing, RequestedRange range, AddressReservation block) =>
        standing.IpamMad == range.Driver
        && (standing.Attributes.Text("DEPLOY_ID") == block.Id || range.EdgeKey is { } key && standing.Attributes.Text(Records.EdgeAttribute.Key) == key);

    private async Task<string> GetAsync(IpamRequest request, FrontEndSnapshot snapshot, IAddressDriver addresses, CancellationToken cancellationToken)
    {
        var use = await UseAsync(request.Range, snapshot, addresses, cancellationToken).ConfigureAwait(false);
        return use.FirstFree(request.Count) ?? throw IpamErrors.NoneFree(request.Range, request.Count, use.Addresses.Select(a => (a, Why: use.WhyNot(a))).Where(a => a.Why is not null).Select(a => $"{a.a}: {a.Why}").Take(8));
    }

    private async Task<string> AllocateAsync(IpamRequest request, FrontEndSnapshot snapshot, IAddressDriver addresses, CancellationToken cancellationToken)
    {
        var wanted = request.Address ?? throw IpamErrors.NoAddress();
        var use = await UseAsync(request.Range, snapshot, addresses, cancellationToken).ConfigureAwait(false);
        foreach (var address in IPv4Number.Row(wanted, request.Count))
        {
            if (use.WhyNot(address) is { } why)
                throw IpamErrors.NotFree(address, why);
        }

        return wanted;
    }

    /// <summary>
    /// Leads them nowhere. What is gone leads nowhere. What the provider refuses or does not answer is no failure: oned would keep the lease for a machine that does not have it any more,
    /// for good, and the network with it. It is said, and an address that still leads somewhere is given to nobody, and shown so.
    /// </summary>
    private async Task FreeAsync(IpamCall call, IpamRequest request, IAddressDriver addresses, CancellationToken stop, CancellationToken cancellationToken)
    {
        var wanted = request.Address ?? throw IpamErrors.NoAddress();
        if (request.Range.ReservationId is not { } id)
            return;
        try
        {
            var block = await addresses.GetAsync(id, cancellationToken).ConfigureAwait(false);
            foreach (var address in IPv4Number.Row(wanted, request.Count))
            {
                if (block?.Find(address)?.Assignment is not { } assignment)
                    continue;
                if (assignment.IsMachinesOwn)
                    call.Tolerated(AddressErrors.OfMachine(address, assignment));
                else
                    await addresses.UnassignAsync(assignment, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (EdgeException error)
        {
            call.Tolerated(error);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            call.Tolerated(IpamErrors.OutOfTime(request.Range, parts.Options.Timings.IpamAnswer, mayHaveOrdered: false));
        }
    }

    private async Task<BlockUse> UseAsync(RequestedRange range, FrontEndSnapshot snapshot, IAddressDriver addresses, CancellationToken cancellationToken)
    {
        var id = range.ReservationId ?? throw IpamErrors.NoReservation(range);
        var block = await addresses.GetAsync(id, cancellationToken).ConfigureAwait(false) ?? throw IpamErrors.ReservationGone(range);
        var use = await AddressUse.ReadAsync(parts.Client, snapshot.Networks, [new ObservedReservation(range.Driver, block)], cancellationToken).ConfigureAwait(false);
        return new BlockUse(range, block, use);
    }

    private static string Answer(string first, int count) =>
        TemplateWriter.Write(AttributeTree.Empty.Add("ADDRESS", new AttributeTree(("IP", first), ("SIZE", count.ToString(CultureInfo.InvariantCulture)))));
}

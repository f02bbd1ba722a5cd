using System.Globalization;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>What is done with rented public addresses. Pure.</summary>
public static class AddressPlanner
{
    private const string KeyStep = "addresses/";

    /// <summary>The key of the reservation that a step of an operation has rented, or null for other steps.</summary>
    public static string? KeyOf(OperationStep step) => step.Id.StartsWith(KeyStep, StringComparison.Ordinal) ? step.Id[KeyStep.Length..] : null;

    /// <summary>Renting a reservation.</summary>
    /// <param name="observed">The world.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="drivers">Drivers whose providers rent addresses.</param>
    /// <exception cref="EdgeException"><c>AddressesNotSupported</c>, <c>HostNotFound</c>, <c>ProvisionNotAdopted</c>, <c>ProvisionIsDeleting</c>.</exception>
    public static OperationPlan Create(ObservedProvision observed, CreateAddressRequest request, IReadOnlyCollection<string> drivers)
    {
        if (observed.Record is not { } record)
            throw AddressRefusals.NotAdopted(observed);
        if (record.IsDeleting)
            throw AddressRefusals.Deleting(observed);
        var host = request.HostId is { } id
            ? observed.Hosts.FirstOrDefault(h => h.Id == id) ?? throw AddressRefusals.NoHost(observed, id)
            : observed.Hosts.FirstOrDefault(h => drivers.Contains(h.Driver)) ?? throw AddressErrors.NotSupported(observed.Hosts.FirstOrDefault()?.Driver ?? "");
        if (!drivers.Contains(host.Driver))
            throw AddressErrors.NotSupported(host.Driver);
        var (key, isOpen) = Key(observed, record, host, request);
        var builder = new PlanBuilder();
        builder.Add(
            StepKind.ReserveAddresses, KeyStep + key, key,
            FormattableString.Invariant($"Rent {Amount(request.Count)}{(request.Type is { } type ? $" ({type})" : "")} at {host.Driver}, where host {host.Id} ({host.Key}) is"), PlanEffect.Rent);
        builder.Last(s => s with { ObjectId = host.Id });
        return new OperationPlan(
            "address create", observed.Name, observed.Id, builder.Steps,
            isOpen ? ["An earlier order of addresses was not brought to its end: it is looked for first, and what it has brought is taken."] : []);
    }

    /// <summary>Leading addresses to a host, or nowhere. Those that lead there already are left out.</summary>
    /// <exception cref="EdgeException"><c>AddressNotFound</c>, <c>HostNotFound</c>, <c>AddressElsewhere</c>, <c>HostHasNoDevice</c>.</exception>
    public static OperationPlan Assign(ObservedProvision observed, AssignAddressRequest request)
    {
        var host = request.HostId is { } id ? observed.Hosts.FirstOrDefault(h => h.Id == id) ?? throw AddressRefusals.NoHost(observed, id) : null;
        if (host is { DeviceId: null })
            throw AddressRefusals.NoDevice(host);
        var builder = new PlanBuilder();
        List<string> notes = [];
        foreach (var address in request.Addresses.Distinct(StringComparer.Ordinal))
        {
            var (reservation, reserved) = Find(observed, address);
            if (host is not null && host.Driver != reservation.Driver)
                throw AddressRefusals.Elsewhere(address, reservation.Driver, host);
            if (reserved.Assignment?.DeviceId == host?.DeviceId && reserved.Assignment is null == host is null)
                continue;
            builder.Add(
                StepKind.AssignAddress, $"address/{address}", address,
                host is null ? $"Lead {address} nowhere" : FormattableString.Invariant($"Lead {address} to host {host.Id} ({host.Key})"), PlanEffect.Change);
            builder.Last(s => s with { ObjectId = host?.Id ?? -1 });
            if (observed.AddressUse.Find(address).Lease is { VmId: { } machine } && (host is null || !host.VirtualMachines.Contains(machine)))
                notes.Add(FormattableString.Invariant($"Virtual machine {machine} has {address}, and is {(host is null ? "cut off from it" : $"not on host {host.Id}")}: it cannot be reached by it until it leads to the machine's host."));
        }

        return new OperationPlan("address assign", observed.Name, observed.Id, builder.Steps, builder.Steps.Count == 0 ? [] : notes);
    }

    /// <summary>Giving reservations back.</summary>
    /// <exception cref="EdgeException"><c>AddressNotFound</c>, <c>AddressInUse</c>, <c>AddressOfMachine</c>: a host would be cut off from everybody.</exception>
    public static OperationPlan Delete(ObservedProvision observed, DeleteAddressRequest request)
    {
        var builder = new PlanBuilder();
        foreach (var id in request.Reservations.Distinct(StringComparer.Ordinal))
        {
            var block = observed.Reservations.FirstOrDefault(r => r.Block.Id == id)?.Block ?? throw AddressRefusals.NoReservation(observed, id);
            if (observed.AddressUse.RangesOf(block) is { Count: > 0 } ranges)
                throw AddressRefusals.InUse(block, ranges);
            if (block.Addresses.FirstOrDefault(a => a.Assignment is { IsMachinesOwn: true, DeviceId: { } device } && observed.Hosts.Any(h => h.DeviceId == device)) is { } own)
                throw AddressErrors.OfMachine(own.Address, own.Assignment!);
            builder.Add(
                StepKind.ReleaseAddresses, $"reservation/{id}", id, $"Give {Amount(block.Size)} back{(block.Network.Length > 0 ? $" ({Range(block)})" : "")}{Assigned(observed, block)}", PlanEffect.Release);
        }

        return new OperationPlan("address delete", observed.Name, observed.Id, builder.Steps, []);
    }

    /// <summary>A block's addresses in words: those in a row by the first one and their number.</summary>
    public static string Range(AddressReservation block) => block.IsContiguous && block.Size > 1
        ? FormattableString.Invariant($"{block.Network} and {block.Size - 1} more")
        : string.Join(", ", block.Addresses.Select(a => a.Address));

    /// <summary>A number of addresses in words.</summary>
    public static string Amount(int count) => count == 1 ? "1 public address" : FormattableString.Invariant($"{count} public addresses");

    private static string Assigned(ObservedProvision observed, AddressReservation block)
    {
        var hosts = block.Addresses.Select(a => a.Assignment?.DeviceId).OfType<string>().Distinct()
            .Select(d => observed.Hosts.FirstOrDefault(h => h.DeviceId == d) is { } host ? FormattableString.Invariant($"host {host.Id}") : $"machine {d}").ToList();
        return hosts.Count == 0 ? "" : $", which lead to {string.Join(", ", hosts)}";
    }

    /// <summary>
    /// A key whose order was announced and never confirmed is taken before a new one, so that running a command again that was killed does not rent twice. One whose order has brought
    /// something else by now is settled, and left alone.
    /// </summary>
    private static (string Key, bool IsOpen) Key(ObservedProvision observed, ProvisionRecord record, ObservedHost host, CreateAddressRequest request)
    {
        var prefix = EdgeAttribute.AddressKeys(observed.Id!, host.Key);
        var blocks = observed.Reservations.Select(r => r.Block).ToList();
        var open = record.Requests.FirstOrDefault(key => key.StartsWith(prefix, StringComparison.Ordinal) && blocks.TrueForAll(b => b.EdgeKey != key || Fits(b, request)));
        if (open is not null)
            return (open, true);
        for (var n = 0; ; n++)
        {
            var key = prefix + n.ToString(CultureInfo.InvariantCulture);
            if (!record.Requests.Contains(key) && blocks.TrueForAll(b => b.EdgeKey != key))
                return (key, false);
        }
    }

    // A block that is smaller may be one of single addresses that are still being bought.
    private static bool Fits(AddressReservation block, CreateAddressRequest request) =>
        (block.Size == request.Count || !block.IsContiguous && block.Size < request.Count) && (request.Type is null || block.Type is null || block.Type == request.Type);

    private static (ObservedReservation Reservation, ReservedAddress Address) Find(ObservedProvision observed, string address)
    {
        foreach (var reservation in observed.Reservations)
        {
            if (reservation.Block.Find(address) is { } found)
                return (reservation, found);
        }

        throw AddressRefusals.NoAddress(observed, address);
    }
}

using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>What users see of rented addresses.</summary>
internal static class AddressViews
{
    public static IReadOnlyList<EdgeAddress> Of(ObservedProvision observed) =>
        [.. observed.Reservations.SelectMany(r => Block(observed, r))];

    private static IEnumerable<EdgeAddress> Block(ObservedProvision observed, ObservedReservation reservation)
    {
        var block = reservation.Block;
        var blank = new EdgeAddress(null, State(block.State, null), block.Id, block.Size, reservation.Driver, observed.Name, observed.Id ?? "")
        {
            Type = block.Type,
            Location = block.Location,
            Key = block.EdgeKey,
            CreatedAt = block.CreatedAt,
        };
        return block.Addresses.Count == 0 ? [blank] : block.Addresses.Select(a => One(observed, blank, block, a));
    }

    private static EdgeAddress One(ObservedProvision observed, EdgeAddress blank, AddressReservation block, ReservedAddress reserved)
    {
        var host = reserved.Assignment?.DeviceId is { } device ? observed.Hosts.FirstOrDefault(h => h.DeviceId == device && h.Driver == blank.Driver) : null;
        var (network, range, lease) = observed.AddressUse.Find(reserved.Address);
        return blank with
        {
            Address = reserved.Address,
            State = State(block.State, reserved.Assignment),
            HostId = host?.Id,
            Hostname = host?.Key,
            DeviceId = reserved.Assignment?.DeviceId,
            InnerAddress = reserved.Assignment?.InnerAddress,
            NetworkId = network?.Id,
            Network = network?.Name,
            AddressRangeId = range?.Id,
            VirtualMachineId = lease?.VmId,
            LeasedBy = lease is null ? null : ObjectViews.Lease(lease).UsedBy,
        };
    }

    private static EdgeAddressState State(ReservationState state, AddressAssignment? assignment) => state switch
    {
        ReservationState.AwaitingApproval => EdgeAddressState.AwaitingApproval,
        ReservationState.Denied => EdgeAddressState.Denied,
        _ => assignment is null ? EdgeAddressState.Free : EdgeAddressState.Assigned,
    };
}

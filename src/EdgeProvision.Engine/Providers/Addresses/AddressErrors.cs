using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>What goes wrong with public addresses, told once.</summary>
public static class AddressErrors
{
    /// <summary>The driver's service rents no public addresses.</summary>
    public static EdgeException NotSupported(string driver) =>
        new("AddressesNotSupported", ErrorKind.NotSupported, $"The provider driver '{driver}' has no public addresses to rent: its machines stand already, with whatever addresses their network has.")
        {
            Target = driver,
            RecommendedAction = "Name the addresses that the network gives these machines in a plain address range of the descriptor (type, ip, size).",
        };

    internal static EdgeException Invalid(ReservationRequest request, string what, string action) =>
        new("AddressRequestInvalid", ErrorKind.InvalidInput, $"Public addresses for {Purpose(request.EdgeKey)} were not asked for: {what}.")
        {
            Target = request.EdgeKey,
            RecommendedAction = action,
        };

    internal static EdgeException AwaitingApproval(string key, AddressReservation reservation) =>
        new("AddressesAwaitApproval", ErrorKind.LimitReached, $"The order {reservation.Id} of {reservation.Size} addresses for {Purpose(key)} stands at the provider and waits for somebody there to approve it.")
        {
            Target = key,
            RecommendedAction = "Ask the provider for the approval and run the command again: it finds this order and buys no other. Or take it back with Remove-EdgeAddress.",
        };

    internal static EdgeException Smaller(ReservationRequest request, AddressReservation standing) =>
        new("AddressBlockSmaller", ErrorKind.Refused, $"For {Purpose(request.EdgeKey)} there is reservation {standing.Id} ({standing.Network}) with {standing.Size} addresses; {request.Count} were asked for, and a block cannot grow.")
        {
            Target = request.EdgeKey,
            RecommendedAction = "Ask for as many addresses as it has, or order a further block.",
        };

    /// <summary>Somebody has led the address to a machine's own one.</summary>
    internal static EdgeException OfMachine(string address, AddressAssignment assignment) =>
        new("AddressOfMachine", ErrorKind.ResourceBusy, $"The address {address} leads to {assignment.InnerAddress}, the own address of machine {assignment.DeviceId}: it is the machine's, and not a virtual machine's. It was left as it is.")
        {
            Target = address,
            RecommendedAction = "See that the machine is reached by another address, lead this one nowhere (Set-EdgeAddress -Unassign, oneprovision address unassign), and run what failed once more (of a hook: onehook retry).",
        };

    internal static EdgeException NotInBlock(AddressReservation reservation, string address) =>
        new("AddressNotFound", ErrorKind.NotFound, $"The address {address} is not one of reservation {reservation.Id} ({string.Join(", ", reservation.Addresses.Select(a => a.Address))}).")
        {
            Target = address,
            RecommendedAction = "Get-EdgeAddress lists the addresses that there are.",
        };

    /// <summary>Whom addresses with a key are for.</summary>
    private static string Purpose(string key) => key.Split('/') switch
    {
        [_, "ip", var host, _] => $"host {host}",
        [_, "net", .. var network, _] => $"network {string.Join('/', network)}",
        _ => key,
    };
}

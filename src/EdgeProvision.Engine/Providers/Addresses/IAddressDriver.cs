namespace EdgeProvision.Engine.Providers.Addresses;

/// <summary>
/// The public addresses that a service rents beside its machines (<see cref="IProviderDriver.Addresses"/>): blocks that are found by the key they carry, and whose single
/// addresses lead to machines. As with machines, looking before buying, waiting and settling are the engine's (<c>AddressKeeper</c>); every call may be repeated.
/// </summary>
public interface IAddressDriver
{
    /// <summary>The kinds of addresses, in the service's words: <c>public_ipv4</c>. The first is what is bought when none is named.</summary>
    IReadOnlyList<string> Types { get; }

    /// <summary>Whether a block's addresses follow each other. False where each is rented by itself, so that an address range of OpenNebula holds one of them only.</summary>
    bool IsContiguous { get; }

    /// <summary>Says what cannot be ordered before anything is written or sent: a kind that there is not, a number that no block has. Sends nothing.</summary>
    /// <exception cref="EdgeProvision.Model.EdgeException"><c>AddressRequestInvalid</c>.</exception>
    void Check(ReservationRequest request);

    /// <summary>Every block that carries the provision's tag, whatever its state, with what its addresses lead to.</summary>
    Task<IReadOnlyList<AddressReservation>> ListAsync(string provisionId, CancellationToken cancellationToken);

    /// <summary>The block of that id, whosever it is, or null when the service answers that there is none. Never null for a refused credential.</summary>
    Task<AddressReservation?> GetAsync(string reservationId, CancellationToken cancellationToken);

    /// <summary>
    /// Sends one order, never repeated by the driver; what became of it is in the result. Where a service rents addresses singly, one order is one address, so that the
    /// block in the result may be smaller than what is wanted: then the next order is for what is missing.
    /// </summary>
    /// <param name="request">The whole block that is wanted.</param>
    /// <param name="standing">What there is of it already, as a list has shown it; null for nothing.</param>
    /// <param name="cancellationToken">Before the order is sent it throws; afterwards the answer is still awaited for a while.</param>
    Task<ReserveResult> ReserveAsync(ReservationRequest request, AddressReservation? standing, CancellationToken cancellationToken);

    /// <summary>Gives a block back. One that is gone already is fine; one whose addresses lead to machines is refused by the service.</summary>
    Task ReleaseAsync(string reservationId, CancellationToken cancellationToken);

    /// <summary>
    /// Leads one address to a machine, wherever it led before. Led there already is fine and sends no change. A run that was killed between two requests leaves the
    /// address leading nowhere or to either machine, never to both; asking again finishes it.
    /// </summary>
    /// <param name="reservation">The block as it was just read.</param>
    /// <param name="address">One of its addresses.</param>
    /// <param name="deviceId">The machine.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EdgeProvision.Model.EdgeException"><c>AddressOfMachine</c>: it is a machine's own (<see cref="AddressAssignment.IsMachinesOwn"/>), and is not taken from it.</exception>
    /// <returns>The assignment: with it, what arrives at the machine as <see cref="AddressAssignment.InnerAddress"/>.</returns>
    Task<AddressAssignment> AssignAsync(AddressReservation reservation, string address, string deviceId, CancellationToken cancellationToken);

    /// <summary>Leads an address nowhere. One that no longer leads there is fine; if it leads elsewhere by now, that stays.</summary>
    Task UnassignAsync(AddressAssignment assignment, CancellationToken cancellationToken);
}

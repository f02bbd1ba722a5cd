using System.Net;
using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>
/// Where packets to assigned addresses go. What is asked for may be long out of date when a device gets to it, behind all its other work: so it is looked
/// up who has the block by then, and one block is looked after at a time, lest an earlier answer overtake a later one.
/// </summary>
internal sealed class AddressRoutes(PacketStore store, IAddressRouter? router)
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>
    /// Sends the block to the device if it has it, and nowhere if nobody has; where another has it, that one's own turn comes or has been, after its
    /// machine was installed. The caller does not hold the store's gate.
    /// </summary>
    public async Task BringUpToDateAsync(AddressBlock block, string deviceId, CancellationToken cancellationToken)
    {
        if (router is null)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var holder = HolderOf(block);
            if (holder is null || holder == deviceId)
                await router.RouteAsync(IPNetwork.Parse(block.ToString()), holder, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private string? HolderOf(AddressBlock block)
    {
        lock (store.Gate)
            return store.Reservations.SelectMany(reservation => reservation.Assignments).FirstOrDefault(assignment => assignment.Block == block)?.DeviceId;
    }
}

using System.Net;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>
/// Where packets to assigned addresses go. What is asked for may be long out of date when a device gets to it, behind all its other work: so each time
/// the block is sent to whoever has it by then, and one block after another, lest an earlier answer overtake a later one.
/// </summary>
internal sealed class AddressRoutes(PacketStore store, IAddressRouter? router)
{
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Sends the block to the device that has it, or nowhere. The caller does not hold the store's gate.</summary>
    public async Task BringUpToDateAsync(AddressBlock block, CancellationToken cancellationToken)
    {
        if (router is null)
            return;
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await router.RouteAsync(IPNetwork.Parse(block.ToString()), HolderOf(block), cancellationToken);
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

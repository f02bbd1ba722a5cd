using EdgeProvision.Sandbox.Filtering;
using EdgeProvision.Sandbox.Hosts;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Packet filter of the real machines' network.</summary>
internal sealed class RoomFilter(LinuxMachineRoom room) : IPacketFilter
{
    public Task FilterAsync(IReadOnlyList<FilteredMachines> machines, CancellationToken cancellationToken) => room.FilterAsync(machines, cancellationToken);
}

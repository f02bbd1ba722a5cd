using System.Net;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Packet;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Routes of reserved addresses on the real machines' network.</summary>
internal sealed class RoomRouter(LinuxMachineRoom room) : IAddressRouter
{
    public Task RouteAsync(IPNetwork addresses, string? machineId, CancellationToken cancellationToken) => room.RouteAsync(addresses, machineId, cancellationToken);
}

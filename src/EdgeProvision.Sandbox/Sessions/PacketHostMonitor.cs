using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.Packet;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>The front-end's monitoring: a machine answers with what its plan has, for as long as it has power.</summary>
internal sealed class PacketHostMonitor(PacketEmulator packet, IMachineRoom room) : IHostMonitor
{
    public HostCapacity? Measure(string hostName, string driver) =>
        packet.FindCapacity(hostName) is { } found && room.IsOn(found.MachineId) ? new HostCapacity(found.Cpu, found.MemoryKib) : null;
}

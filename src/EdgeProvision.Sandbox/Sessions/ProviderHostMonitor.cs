using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Redfish;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>The front-end's monitoring: a machine answers with what its plan or type has, for as long as it has power.</summary>
internal sealed class ProviderHostMonitor(PacketEmulator packet, Ec2Emulator? ec2, RedfishEmulator? standing, IMachineRoom room) : IHostMonitor
{
    public HostCapacity? Measure(string hostName, string driver) =>
        (packet.FindCapacity(hostName) ?? ec2?.FindCapacity(hostName) ?? standing?.FindCapacity(hostName)) is { } found && room.IsOn(found.MachineId) ? new HostCapacity(found.Cpu, found.MemoryKib) : null;
}

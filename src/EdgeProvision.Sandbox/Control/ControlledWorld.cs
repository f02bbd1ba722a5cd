using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Ec2;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Packet;
using EdgeProvision.Sandbox.Redfish;

namespace EdgeProvision.Sandbox.Control;

/// <summary>What the control API can reach.</summary>
/// <param name="Board">Faults and holds.</param>
/// <param name="Packet">The Packet emulator itself, not the layer before it.</param>
/// <param name="Room">The machines.</param>
/// <param name="DescribeFrontEnd">The front-end's objects for a test's eyes, or null where there is none.</param>
public sealed record ControlledWorld(FaultBoard Board, PacketEmulator Packet, IMachineRoom Room, Func<JsonNode>? DescribeFrontEnd = null)
{
    /// <summary>The EC2 emulator itself, or null where there is none.</summary>
    public Ec2Emulator? Ec2 { get; init; }

    /// <summary>The machines that stand, or null where there are none.</summary>
    public RedfishEmulator? Redfish { get; init; }
}

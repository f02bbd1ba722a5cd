using EdgeProvision.Sandbox.Tests.Contract.Machines;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>The contract for machines at Packet.</summary>
public sealed class PacketMachineContractTests() : RentedMachineContract(new PacketDriverBench(maxRepeats: 2, quota: RentingBench.Quota));

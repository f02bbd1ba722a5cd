using EdgeProvision.Sandbox.Tests.Contract.Machines;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>The contract for machines at EC2.</summary>
public sealed class Ec2MachineContractTests() : RentedMachineContract(new DriverBench(maxRepeats: 2, quota: RentingBench.Quota));

using EdgeProvision.Sandbox.Tests.Contract.Machines;

namespace EdgeProvision.Sandbox.Tests.Standing;

/// <summary>The contract for machines that stand, whose power goes through their controllers.</summary>
public sealed class OnPremContractTests() : MachineContract(new StandingBench("onprem"));

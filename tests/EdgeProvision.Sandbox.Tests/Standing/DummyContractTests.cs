using EdgeProvision.Sandbox.Tests.Contract.Machines;

namespace EdgeProvision.Sandbox.Tests.Standing;

/// <summary>The contract for machines that nothing is done to but to configure them.</summary>
public sealed class DummyContractTests() : MachineContract(new StandingBench("dummy"));

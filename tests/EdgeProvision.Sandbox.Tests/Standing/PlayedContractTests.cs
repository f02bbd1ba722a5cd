using EdgeProvision.Sandbox.Tests.Contract.Machines;

namespace EdgeProvision.Sandbox.Tests.Standing;

/// <summary>The contract for machines that stand, where a sandbox plays them.</summary>
public sealed class PlayedContractTests() : MachineContract(new StandingBench("onprem", isPlayed: true));

using EdgeProvision.Sandbox.Tests.Contract;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>The contract for addresses at EC2.</summary>
public sealed class ElasticAddressContractTests() : AddressContract(new Ec2AddressBench());

using EdgeProvision.Sandbox.Ec2.Network;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>What an elastic address is translated to.</summary>
internal sealed record AddressAssociation(string Id, NetworkInterface Interface, string PrivateAddress);

namespace EdgeProvision.Sandbox.Hosts;

/// <summary>
/// A machine in the room. Addresses are IPv4 text without prefix length; both networks reach every machine of this sandbox. In a network of its provider's own, a machine has the private
/// one alone, and what is meant for the public one is translated.
/// </summary>
/// <param name="Id">The provider's device id.</param>
/// <param name="Hostname">The name that its operating system has.</param>
/// <param name="PublicAddress">The address that SSH is answered on.</param>
/// <param name="PublicPrefixLength">Length of the public network's prefix.</param>
/// <param name="PrivateAddress">The address on the provider's private network (alias <c>bond0:0</c> / second address), or on a network of its own.</param>
/// <param name="PrivatePrefixLength">Length of the private network's prefix.</param>
/// <param name="Gateway">The default gateway, on the network of the first address that it has.</param>
public sealed record Machine(
    string Id, string Hostname, string PublicAddress, int PublicPrefixLength, string PrivateAddress, int PrivatePrefixLength, string Gateway);

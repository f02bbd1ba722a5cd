namespace EdgeProvision.Sandbox.Hosts;

/// <summary>A machine in the room. Addresses are IPv4 text without prefix length; both networks reach every machine of this sandbox.</summary>
/// <param name="Id">The provider's device id.</param>
/// <param name="Hostname">The name that its operating system has.</param>
/// <param name="PublicAddress">The address that SSH is answered on.</param>
/// <param name="PublicPrefixLength">Length of the public network's prefix.</param>
/// <param name="PrivateAddress">The address on the provider's private network (alias <c>bond0:0</c> / second address).</param>
/// <param name="PrivatePrefixLength">Length of the private network's prefix.</param>
/// <param name="Gateway">The default gateway, on the public network.</param>
public sealed record Machine(
    string Id, string Hostname, string PublicAddress, int PublicPrefixLength, string PrivateAddress, int PrivatePrefixLength, string Gateway);

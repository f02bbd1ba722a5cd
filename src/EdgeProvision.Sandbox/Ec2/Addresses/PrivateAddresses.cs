using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>
/// Gives private addresses out. All machines of a sandbox are on one cable, so that an address which another account or another VPC uses is passed over;
/// who insists on it gets it, as at the real service.
/// </summary>
internal sealed class PrivateAddresses(Ec2Store store)
{
    /// <exception cref="Ec2RefusedException">The address is not the subnet's, is the service's own, or is taken within the VPC.</exception>
    public void CheckWish(Subnet subnet, string address, bool mayBeTaken = false)
    {
        if (!AddressBlock.TryParse(address, out var block) || block.PrefixLength != 32 || !subnet.Block.Contains(block))
            throw Ec2RefusedException.Invalid("privateIpAddress", address, "Address does not fall within the subnet's address range");
        if (!subnet.IsUsable(block.First))
            throw Ec2RefusedException.Invalid("privateIpAddress", address, "Address is in subnet's reserved address range");
        // The first address of an interface stays with it.
        if (IsTaken(address, card => card.Subnet == subnet && (!mayBeTaken || card.Primary == address)))
            throw new Ec2RefusedException("InvalidIPAddress.InUse", $"Address {address} is in use.");
    }

    /// <summary>So many free addresses of the subnet.</summary>
    public List<string> Take(Subnet subnet, int count)
    {
        var taken = new List<string>();
        while (taken.Count < count)
        {
            taken.Add(subnet.Next(address => taken.Contains(address) || IsTaken(address, _ => true))
                ?? throw new Ec2RefusedException("InsufficientFreeAddressesInSubnet", "The specified subnet does not have enough free addresses to satisfy the request."));
        }

        return taken;
    }

    private bool IsTaken(string address, Predicate<NetworkInterface> counts) =>
        store.AllHoldings.SelectMany(holdings => holdings.Interfaces.Living).Any(card => counts(card) && card.Addresses.Contains(address));
}

namespace EdgeProvision.Engine.Ipam;

/// <summary>What OpenNebula asks of an IPAM driver; each is a script of that name in the driver's folder.</summary>
public enum IpamAction
{
    /// <summary><c>register_address_range</c>: a network with a range of this driver is made.</summary>
    Register,

    /// <summary><c>unregister_address_range</c>: the range is removed.</summary>
    Unregister,

    /// <summary><c>get_address</c>: somebody wants any address.</summary>
    Get,

    /// <summary><c>allocate_address</c>: somebody wants this very address.</summary>
    Allocate,

    /// <summary><c>free_address</c>: an address is given back.</summary>
    Free,
}

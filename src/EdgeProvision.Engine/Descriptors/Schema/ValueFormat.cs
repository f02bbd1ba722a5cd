namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>What the text of a value must read like.</summary>
internal enum ValueFormat
{
    /// <summary>Anything.</summary>
    Any,

    /// <summary>An IPv4 address without a prefix length.</summary>
    Ipv4,

    /// <summary>An IPv6 address without a prefix length; also a prefix written as its first address.</summary>
    Ipv6,

    /// <summary>An address of either kind.</summary>
    Address,

    /// <summary>A network mask such as 255.255.255.0.</summary>
    Netmask,

    /// <summary>A MAC address: six pairs of hexadecimal digits between colons.</summary>
    Mac,

    /// <summary>A time, or how long something lasts from its beginning.</summary>
    Lifetime,

    /// <summary>IPv4 networks that are let in, between commas; never all.</summary>
    AdmittedNetworks,

    /// <summary>What is opened: protocol, ports, and from where, between commas.</summary>
    OpenPorts,

    /// <summary>An address or a name; what is all numbers must be an address.</summary>
    HostAddress,

    /// <summary>The address of a Redfish service. It is not shown: a password may stand in it.</summary>
    RedfishUrl,

    /// <summary>The bare name of a program in the user's folder.</summary>
    ProgramName,

    /// <summary>A public key of SSH, as a .pub file has it.</summary>
    SshPublicKey,
}

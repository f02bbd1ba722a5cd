using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>An address in use.</summary>
/// <param name="Ip">The IPv4 address, or null in a range without.</param>
/// <param name="Mac">The MAC address.</param>
/// <param name="VmId">The virtual machine that uses it; null if it is held or belongs to a reservation.</param>
/// <param name="NetworkId">The reservation (a network) that it belongs to, or null.</param>
/// <param name="RouterId">The virtual router that uses it, or null.</param>
public sealed record Lease(string? Ip, string? Mac, int? VmId, int? NetworkId, int? RouterId)
{
    /// <summary>Whether it is held by hand.</summary>
    public bool IsHeld => VmId is null && NetworkId is null && RouterId is null;

    internal static Lease Read(XElement xml) => new(
        xml.TextOrNull("IP"), xml.TextOrNull("MAC"), User(xml, "VM"), User(xml, "VNET"), User(xml, "VROUTER"));

    // -1 is how a held lease says that no machine has it.
    private static int? User(XElement xml, string name) => xml.NumberOrNull(name) is >= 0 and var id ? id : null;
}

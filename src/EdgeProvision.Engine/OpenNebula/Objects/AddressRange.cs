using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>An address range of a network.</summary>
/// <param name="Id">Its number in the network.</param>
/// <param name="Type"><c>IP4</c>, <c>IP6</c>, <c>IP4_6</c>, <c>ETHER</c>, …</param>
/// <param name="Ip">The first IPv4 address, or null.</param>
/// <param name="Size">How many addresses.</param>
/// <param name="IpamMad">The IPAM driver that manages it, or null.</param>
/// <param name="UsedLeases">How many addresses are in use; null in a pool, which does not tell.</param>
/// <param name="Leases">Which; empty in a pool.</param>
/// <param name="Attributes">All attributes, without the leases.</param>
public sealed record AddressRange(
    int Id,
    string Type,
    string? Ip,
    int Size,
    string? IpamMad,
    int? UsedLeases,
    ImmutableArray<Lease> Leases,
    AttributeTree Attributes)
{
    internal static AddressRange Read(XElement xml) => new(
        xml.Number("AR_ID"),
        xml.Text("TYPE"),
        xml.TextOrNull("IP"),
        xml.Number("SIZE"),
        xml.TextOrNull("IPAM_MAD"),
        xml.NumberOrNull("USED_LEASES"),
        [.. xml.Element("LEASES")?.Elements("LEASE").Select(Lease.Read) ?? []],
        TemplateReader.Read(xml).Without("LEASES"));
}

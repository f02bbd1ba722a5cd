using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>What the daemon tells an IPAM driver: the address range with its secrets in clear, and nothing of network or provision.</summary>
/// <param name="Id">The daemon's request number: the driver program's only argument.</param>
/// <param name="Driver">The driver's name (IPAM_MAD).</param>
/// <param name="Range">The attributes of the range, names in capitals.</param>
/// <param name="Ip">The address that is asked for or given back; null where there is none.</param>
/// <param name="Mac">Its MAC; null where there is none.</param>
public sealed record AddressRangeRequest(int Id, string Driver, IReadOnlyDictionary<string, string> Range, string? Ip = null, string? Mac = null)
{
    /// <summary>The document that a driver program gets on its standard input, there in base64.</summary>
    public string ToXml()
    {
        var xml = new XmlText().Open("IPAM_DRIVER_ACTION_DATA").Open("AR");
        foreach (var (name, value) in Range.OrderBy(p => p.Key, StringComparer.Ordinal)) xml.CData(name, value);
        xml.Close("AR").Open("ADDRESS");
        if (Ip is null && Mac is null)
        {
            foreach (var name in (string[])["MAC", "IP", "IP6_GLOBAL", "IP6_ULA", "IP6", "SIZE"]) xml.Empty(name);
        }
        else
        {
            if (Mac is not null) xml.Plain("MAC", Mac);
            if (Ip is not null) xml.Plain("IP", Ip);
            xml.Number("SIZE", 1);
        }

        return xml.Close("ADDRESS").Close("IPAM_DRIVER_ACTION_DATA").ToString();
    }

    /// <summary>Without the attributes, which may hold secrets.</summary>
    public override string ToString() => $"{Driver} request {Id}";
}

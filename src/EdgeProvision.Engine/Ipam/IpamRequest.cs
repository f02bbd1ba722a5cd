using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Ipam;

/// <summary>What oned tells an IPAM driver.</summary>
/// <param name="Range">The address range.</param>
/// <param name="Address">The first address that it is about, or null for any.</param>
/// <param name="Count">How many addresses in a row.</param>
internal sealed record IpamRequest(RequestedRange Range, string? Address, int Count)
{
    private const int MostAddresses = 65536;

    /// <exception cref="EdgeException"><c>DriverInputInvalid</c>, or what <see cref="RequestedRange.Of"/> throws.</exception>
    public static IpamRequest Read(string text)
    {
        var xml = DriverInput.Decode(text, "IPAM_DRIVER_ACTION_DATA");
        var range = RequestedRange.Of(TemplateReader.Read(xml.Element("AR") ?? throw DriverInput.Invalid("it names no address range (AR)")));
        var address = TemplateReader.Read(xml.Element("ADDRESS"));
        var ip = address.Text("IP") is { Length: > 0 } given ? given : null;
        if (ip is not null && IPv4Number.Of(ip) is null)
            throw DriverInput.Invalid($"'{ErrorText.Clean(ip)}' is no IPv4 address");
        return new IpamRequest(range, ip, address.Text("SIZE") is { Length: > 0 } size ? Number("ADDRESS/SIZE", size) : 1);
    }

    /// <summary>A number of addresses.</summary>
    internal static int Number(string name, string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MostAddresses
            ? number
            : throw DriverInput.Invalid($"{name} is '{ErrorText.Clean(text)}', and no number of addresses");
}

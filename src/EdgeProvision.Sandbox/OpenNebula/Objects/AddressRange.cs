using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>A run of addresses in a network, and who has which of them.</summary>
internal sealed class AddressRange
{
    private readonly SortedDictionary<int, LeaseHolder> leases = [];

    // The element ALLOCATED appears with the first lease (or change) and stays, even when it is empty again.
    private bool touched;

    private AddressRange(VectorAttribute attributes) => Attributes = attributes;

    internal VectorAttribute Attributes { get; }

    internal int Id => int.Parse(Attributes["AR_ID"], CultureInfo.InvariantCulture);

    internal int Size => int.TryParse(Attributes["SIZE"], CultureInfo.InvariantCulture, out var size) ? size : 0;

    internal string IpamDriver => DriverOf(Attributes);

    internal int UsedLeases => leases.Count;

    internal IEnumerable<KeyValuePair<int, LeaseHolder>> Leases => leases;

    /// <summary>The driver that manages the addresses; empty for the daemon's own management.</summary>
    internal static string DriverOf(VectorAttribute attributes) => attributes["IPAM_MAD"] is var driver and not "internal" ? driver : "";

    /// <summary>Makes a range of attributes that a user or a driver gave, or says what is wrong with them.</summary>
    internal static AddressRange? Build(VectorAttribute given, int id, Random random, out string error)
    {
        var attributes = given.CopyVector();
        var type = attributes["TYPE"].ToUpperInvariant();
        error = type is "ETHER" or "IP4" or "IP6" or "IP6_STATIC" or "IP4_6" or "IP4_6_STATIC" ? "" : "Unknown or missing address range TYPE.";
        if (error.Length > 0) return null;
        attributes["TYPE"] = type;
        attributes["AR_ID"] = id.ToString(CultureInfo.InvariantCulture);
        foreach (var name in (string[])["ALLOCATED", "USED_LEASES", "MAC_END", "IP_END"]) attributes.Values.Remove(name);

        var range = new AddressRange(attributes);
        if (range.Size <= 0) error = "Wrong SIZE for address range";
        else if (type.StartsWith("IP4", StringComparison.Ordinal) && range.FirstIp is null) error = "Wrong or empty IP attribute";
        else if (attributes["MAC"].Length == 0) attributes["MAC"] = Mac(0x0200_0000_0000L | (range.FirstIp ?? (uint)random.Next()));
        return error.Length == 0 ? range : null;
    }

    internal void Change(VectorAttribute given)
    {
        foreach (var (name, value) in given.Values)
            if (name is not ("AR_ID" or "IP" or "MAC" or "TYPE" or "IPAM_MAD")) Attributes[name] = value;
        touched = true;
    }

    internal int? IndexOfIp(string ip)
    {
        if (FirstIp is not { } first || ParseIp(ip) is not { } asked || asked < first || asked - first >= Size) return null;
        return (int)(asked - first);
    }

    internal int? IndexOfMac(string mac)
    {
        if (!long.TryParse(mac.Replace(":", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var asked)) return null;
        var offset = asked - FirstMac;
        return offset >= 0 && offset < Size ? (int)offset : null;
    }

    internal bool IsFree(int index) => !leases.ContainsKey(index);

    internal int? FirstFree() => Enumerable.Range(0, Size).Where(IsFree).Select(i => (int?)i).FirstOrDefault();

    internal void Lease(int index, LeaseHolder holder)
    {
        leases[index] = holder;
        touched = true;
    }

    internal void Free(int index) => leases.Remove(index);

    internal string? IpAt(int index) => FirstIp is { } first ? Ip(first + (uint)index) : null;

    internal string MacAt(int index) => Mac(FirstMac + index);

    /// <summary>The attributes that a driver gets once the range is in the pool.</summary>
    internal VectorAttribute Extended()
    {
        var all = Attributes.CopyVector();
        all["MAC_END"] = MacAt(Size - 1);
        if (IpAt(Size - 1) is { } end) all["IP_END"] = end;
        all["USED_LEASES"] = UsedLeases.ToString(CultureInfo.InvariantCulture);
        return all;
    }

    internal void Write(XmlText xml, XmlView view)
    {
        var shown = Attributes.CopyVector();
        if (view.Decrypt) view.Zone.Cipher.Apply(shown, view.Zone.EncryptedNames(ObjectKind.Network), encrypt: false);
        if (view.Facts.IsNew) (shown["NEXT_INDEX"], shown["SHARED"]) = ("0", "NO");
        if (view.InPool)
        {
            if (touched) shown["ALLOCATED"] = string.Concat(leases.Select(l => $" {l.Key}:{l.Value.Packed}"));
            TemplateXml.WriteVector(xml, shown);
            return;
        }

        xml.Open("AR");
        foreach (var (name, value) in shown.Values) xml.CData(name, value);
        xml.CData("MAC_END", MacAt(Size - 1));
        if (IpAt(Size - 1) is { } end) xml.CData("IP_END", end);
        foreach (var kind in (string[])["GLOBAL", "ULA"])
        {
            if (shown[kind + "_PREFIX"] is not { Length: > 0 } prefix) continue;
            xml.CData("IP6_" + kind, Ip6(prefix, 0)).CData("IP6_" + kind + "_END", Ip6(prefix, Size - 1));
        }

        xml.Number("USED_LEASES", UsedLeases).Open("LEASES");
        foreach (var (index, holder) in leases)
        {
            xml.Open("LEASE");
            if (IpAt(index) is { } ip) xml.CData("IP", ip);
            xml.CData("MAC", MacAt(index)).CData("VM", holder.Vm).Close("LEASE");
        }

        xml.Close("LEASES").Close("AR");
    }

    private uint? FirstIp => ParseIp(Attributes["IP"]);

    private long FirstMac =>
        long.TryParse(Attributes["MAC"].Replace(":", "", StringComparison.Ordinal), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mac) ? mac : 0;

    private static uint? ParseIp(string text)
    {
        if (text.Split('.').Length != 4 || !IPAddress.TryParse(text, out var ip) || ip.AddressFamily != AddressFamily.InterNetwork) return null;
        var bytes = ip.GetAddressBytes();
        return ((uint)bytes[0] << 24) | ((uint)bytes[1] << 16) | ((uint)bytes[2] << 8) | bytes[3];
    }

    private static string Ip(uint value) => $"{value >> 24}.{(value >> 16) & 255}.{(value >> 8) & 255}.{value & 255}";

    private static string Mac(long value) => string.Join(':', Enumerable.Range(0, 6).Select(i => ((value >> ((5 - i) * 8)) & 255).ToString("x2", CultureInfo.InvariantCulture)));

    // The interface half is the MAC with ff:fe in its middle and the universal bit flipped.
    private string Ip6(string prefix, int index)
    {
        var mac = FirstMac + index;
        var bytes = IPAddress.TryParse(prefix, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6 ? ip.GetAddressBytes() : new byte[16];
        byte At(int i) => (byte)(mac >> ((5 - i) * 8));
        byte[] half = [(byte)(At(0) ^ 2), At(1), At(2), 0xff, 0xfe, At(3), At(4), At(5)];
        half.CopyTo(bytes, 8);
        return new IPAddress(bytes).ToString();
    }
}

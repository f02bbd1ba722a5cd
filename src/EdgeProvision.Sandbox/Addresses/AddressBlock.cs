using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Sandbox.Addresses;

/// <summary>An IPv4 network: first address and prefix length.</summary>
internal readonly record struct AddressBlock(uint First, int PrefixLength)
{
    public uint Count => 1u << (32 - PrefixLength);

    public string Address => Text(First);

    public string Netmask => Text(PrefixLength == 0 ? 0 : uint.MaxValue << (32 - PrefixLength));

    /// <summary>The network that an address with a prefix length lies in.</summary>
    public static AddressBlock Around(string address, int prefixLength)
    {
        var value = Number(IPAddress.Parse(address));
        return new AddressBlock(prefixLength == 0 ? 0 : value & (uint.MaxValue << (32 - prefixLength)), prefixLength);
    }

    /// <summary>Reads <c>192.0.2.4/31</c>; a bare address is a /32. False for anything else, host bits included.</summary>
    public static bool TryParse(string text, out AddressBlock block)
    {
        block = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var length = 32;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], System.Globalization.NumberStyles.None, null, out length) || length > 32))
            return false;
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address) || address.AddressFamily != AddressFamily.InterNetwork)
            return false;
        block = Around(address.ToString(), length);
        return block.First == Number(address);
    }

    /// <summary>Reads <c>192.0.2.5/24</c> as the network that this address lies in; a prefix length has to be there.</summary>
    public static bool TryParseNetwork(string text, out AddressBlock block)
    {
        block = default;
        if (text.Split('/') is not [var address, var prefix] || !int.TryParse(prefix, System.Globalization.NumberStyles.None, null, out var length) || length > 32)
            return false;
        if (!TryParse(address, out var single) || address.Split('.').Length != 4)
            return false;
        block = Around(single.Address, length);
        return true;
    }

    public bool Contains(AddressBlock other) => other.PrefixLength >= PrefixLength && other.First >= First && other.First - First < Count;

    public bool Overlaps(AddressBlock other) => Contains(other) || other.Contains(this);

    public override string ToString() => $"{Address}/{PrefixLength}";

    internal static string Text(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return new IPAddress(bytes).ToString();
    }

    private static uint Number(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Engine.Observation;

/// <summary>IPv4 addresses as numbers, so that they can be counted.</summary>
internal static class IPv4Number
{
    /// <summary>The number of an address in its usual form, else null.</summary>
    public static uint? Of(string? text) => IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork
        ? BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes())
        : null;

    /// <summary>The address of a number.</summary>
    public static string Text(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }

    /// <summary>So many addresses in a row, from this one on.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public static IReadOnlyList<string> Row(string first, int count)
    {
        var number = Of(first) ?? throw new FormatException($"'{first}' is no IPv4 address");
        return [.. Enumerable.Range(0, count).Select(i => Text(unchecked(number + (uint)i)))];
    }
}

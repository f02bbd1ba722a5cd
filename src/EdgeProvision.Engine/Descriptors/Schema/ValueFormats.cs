using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProvision.Engine.Admission;

namespace EdgeProvision.Engine.Descriptors.Schema;

/// <summary>
/// Recognises formats of values. Stricter than the system's own reading of addresses, which takes <c>10.1</c> and <c>0x0a000001</c>: what OpenNebula and
/// hosts would not take must not pass here.
/// </summary>
internal static class ValueFormats
{
    private const int LongestAddress = 45;

    /// <summary>What of a text does not read like the format, and why; null where all does.</summary>
    public static Misreading? Mistake(string text, ValueFormat format)
    {
        Misreading? wrong = null;
        var reads = format switch
        {
            ValueFormat.Ipv4 => Ipv4(text, out wrong) is not null,
            ValueFormat.Ipv6 => IsIpv6(text),
            ValueFormat.Address => IsIpv6(text) || Ipv4(text, out wrong) is not null,
            ValueFormat.HostAddress => text.Any(c => !char.IsAsciiDigit(c) && c is not '.') || Ipv4(text, out wrong) is not null,
            ValueFormat.Netmask => Ipv4(text, out wrong) is { } mask && uint.LeadingZeroCount(~mask) + uint.PopCount(~mask) == 32,
            ValueFormat.Mac => text.Split(':') is { Length: 6 } pairs && pairs.All(pair => pair.Length == 2 && pair.All(char.IsAsciiHexDigit)),
            ValueFormat.Lifetime => Lifetime.TryParse(text) is not null,
            ValueFormat.AdmittedNetworks => AdmittedNetworks.Parse(text, out wrong) is { Count: > 0 },
            ValueFormat.OpenPorts => OpenPorts.ParseAll(text, out wrong) is { Count: > 0 },
            ValueFormat.RedfishUrl => (wrong = RedfishUrl.Mistake(text) is { } cause ? new Misreading(null, cause) : null) is null,
            ValueFormat.ProgramName => ProgramName.IsBare(text),
            ValueFormat.SshPublicKey => IsPublicKey(text),
            _ => true,
        };
        return reads ? null : wrong ?? new Misreading(text, null, TakesNoPrefix(text, format));
    }

    /// <summary>The format in words.</summary>
    public static string Name(ValueFormat format) => format switch
    {
        ValueFormat.Ipv4 => "an IPv4 address such as 192.168.150.2",
        ValueFormat.Ipv6 => "an IPv6 address such as 2001:db8::1",
        ValueFormat.Address => "an IP address",
        ValueFormat.Netmask => "a network mask such as 255.255.255.0",
        ValueFormat.Mac => "a MAC address such as 02:00:c0:a8:96:02",
        ValueFormat.Lifetime => "a time such as 2026-12-01T18:00:00Z, or how long from the beginning on, such as 8h, 7d or PT8H",
        ValueFormat.AdmittedNetworks => "an IPv4 network that is let in, such as 198.51.100.0/24, and not all of them",
        ValueFormat.OpenPorts => "what is opened, such as tcp/443, udp/5000-5010 from 198.51.100.0/24 or icmp; tcp/22 stands by itself, and udp/4789 is the overlay's",
        ValueFormat.HostAddress => "an IP address or a name",
        ValueFormat.RedfishUrl => "an address that begins with https://",
        ValueFormat.ProgramName => "the bare name of a program in the folder power of your settings",
        ValueFormat.SshPublicKey => "a public key, such as ssh-ed25519 and the base64 after it",
        _ => "a text",
    };

    private static uint? Ipv4(string text, out Misreading? wrong)
    {
        wrong = null;
        var parts = text.Split('.');
        uint address = 0;
        foreach (var part in parts)
        {
            if (part.Length > 3 || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return null;
            address = address << 8 | number;
        }

        if (parts.Length != 4)
            return null;
        wrong = Misreading.Octal(text, parts);
        return wrong is null ? address : null;
    }

    private static string? TakesNoPrefix(string text, ValueFormat format) =>
        format is ValueFormat.Ipv4 or ValueFormat.Ipv6 or ValueFormat.Address or ValueFormat.Netmask && text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash
            ? $"Leave {Quoting.Short(text[slash..])} out; a prefix length has no place here."
            : null;

    private static bool IsIpv6(string text) =>
        text.Length <= LongestAddress && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
        && IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>A type, and a blob in base64 that begins with the same type; a comment may follow.</summary>
    private static bool IsPublicKey(string text)
    {
        if (text.Split((char[]?)null, 3, StringSplitOptions.RemoveEmptyEntries) is not [var type, var base64, ..])
            return false;
        var blob = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, blob, out var length) && length > sizeof(int) + type.Length
            && BinaryPrimitives.ReadInt32BigEndian(blob) == type.Length && Encoding.ASCII.GetString(blob, sizeof(int), type.Length) == type;
    }
}

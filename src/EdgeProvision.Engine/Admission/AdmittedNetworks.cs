using System.Globalization;
using System.Net;

namespace EdgeProvision.Engine.Admission;

/// <summary>Networks that are let in: <c>198.51.100.0/24</c>, or an address alone, several between commas. Never everything.</summary>
internal static class AdmittedNetworks
{
    private const int Longest = 32;

    /// <summary>The networks, each with its length; null when one is none, or is everything.</summary>
    public static IReadOnlyList<string>? Parse(string text, out Misreading? wrong)
    {
        wrong = null;
        var networks = new List<string>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            wrong = Mistake(word);
            if (wrong is not null)
                return null;
            networks.Add(word.Contains('/', StringComparison.Ordinal) ? word : $"{word}/{Longest}");
        }

        return networks;
    }

    private static Misreading? Mistake(string word)
    {
        var slash = word.IndexOf('/', StringComparison.Ordinal);
        var (address, prefix) = slash < 0 ? (word, null) : (word[..slash], word[(slash + 1)..]);
        if (address.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(address, out _))
            return new Misreading(word, "IPv6 is not supported here");
        var numbers = address.Split('.');
        if (numbers.Length != 4 || !numbers.All(IsNumber) || prefix is not null && !IsNumber(prefix))
            return new Misreading(word, "it is no IPv4 address and no network of them");

        if (Misreading.Octal(word, numbers.Append(prefix ?? "")) is { } octal)
            return octal;
        if (numbers.Any(n => int.Parse(n, CultureInfo.InvariantCulture) > byte.MaxValue))
            return new Misreading(word, "the numbers of an address end at 255");
        var length = prefix is null ? Longest : int.Parse(prefix, CultureInfo.InvariantCulture);
        if (length > Longest)
            return new Misreading(word, FormattableString.Invariant($"the prefix length is {length}, and IPv4 ends at {Longest}"));
        if (length == 0)
            return new Misreading(word, "that is everybody", "Name the networks that are meant.");
        return HostBits(word, IPAddress.Parse(address), length);
    }

    private static Misreading? HostBits(string word, IPAddress address, int length)
    {
        var network = new IPNetwork(new IPAddress(Masked(address.GetAddressBytes(), length)), length);
        return network.BaseAddress.Equals(address) ? null : new Misreading(
            word, FormattableString.Invariant($"the address has bits beyond its prefix length {length}"), $"Write {network} for the network, or {address} for that address alone.");
    }

    private static byte[] Masked(byte[] address, int length) => [.. address.Select((part, i) => (byte)(part & ~(byte.MaxValue >> Math.Clamp(length - 8 * i, 0, 8))))];

    private static bool IsNumber(string text) => text.Length is >= 1 and <= 3 && text.All(char.IsAsciiDigit);
}

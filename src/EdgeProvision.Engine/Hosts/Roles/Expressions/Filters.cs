using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace EdgeProvision.Engine.Hosts.Roles.Expressions;

/// <summary>What may follow a value after <c>|</c>.</summary>
internal static class Filters
{
    private static readonly Dictionary<string, Func<object?, SourcePosition, object?>> All = new(StringComparer.Ordinal)
    {
        ["yesno"] = (value, _) => ValueRules.IsTrue(value) ? "yes" : "no",
        ["number"] = (value, _) => ValueRules.IsTrue(value) ? "1" : "0",
        ["lower"] = (value, _) => ValueRules.Text(value).ToLowerInvariant(),
        ["lines"] = (value, _) => ValueRules.Text(value).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Cast<object?>().ToList(),
        ["first"] = (value, _) => value is IReadOnlyList<object?> list ? list.FirstOrDefault() : value,
        ["without_label"] = (value, _) => ValueRules.Text(value).Split(':')[0],
        ["prefix_length"] = (value, at) => PrefixLength(ValueRules.Text(value), at),
        ["network"] = (value, at) => Network(ValueRules.Text(value), at),
    };

    /// <summary>Names of all filters.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>Applies a filter whose name has been checked.</summary>
    public static object? Apply(string name, object? value, SourcePosition position) => All[name](value, position);

    private static long PrefixLength(string mask, SourcePosition position)
    {
        if (!IPAddress.TryParse(mask, out var address) || address.AddressFamily != AddressFamily.InterNetwork || mask.Count(c => c == '.') != 3)
            throw position.Error($"'{mask}' is no network mask like 255.255.255.0.");
        var bits = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        var length = BitOperations.PopCount(bits);
        return length == BitOperations.LeadingZeroCount(~bits) ? length : throw position.Error($"'{mask}' is no network mask like 255.255.255.0.");
    }

    /// <summary><c>192.168.150.1/24</c> → <c>192.168.150.0/24</c>.</summary>
    private static string Network(string text, SourcePosition position)
    {
        var parts = text.Split('/');
        if (parts.Length != 2 || !IPAddress.TryParse(parts[0], out var address) || address.AddressFamily != AddressFamily.InterNetwork
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 32)
            throw position.Error($"'{text}' is no IPv4 address with prefix length like 192.168.150.1/24.");
        var bits = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes()) & (length == 0 ? 0 : uint.MaxValue << (32 - length));
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, bits);
        return $"{new IPAddress(bytes)}/{length}";
    }
}

using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Numerics;
using System.Security;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Conversion;

/// <summary>
/// Values of a script as values of a descriptor. Dictionaries and custom objects become maps: a hashtable, which keeps no order, in the order
/// of the alphabet, others in their own. A SecureString is a secret, whatever its key.
/// </summary>
internal static class ScriptValues
{
    private const int MostDepth = 32;

    /// <summary>A dictionary as a map; null stays null.</summary>
    /// <param name="given">The dictionary.</param>
    /// <param name="path">Where it goes, for messages: <c>provision</c>.</param>
    /// <exception cref="EdgeException"><c>ValueNotUnderstood</c>, <c>TooDeep</c>.</exception>
    public static AttributeMap? Map(IDictionary? given, string path) => given is null ? null : Map(given, path, 0);

    /// <summary>Dictionaries as maps.</summary>
    /// <exception cref="EdgeException"><c>ValueNotUnderstood</c>, <c>TooDeep</c>.</exception>
    public static IReadOnlyList<AttributeMap> Maps(IReadOnlyList<IDictionary>? given, string path) =>
        [.. given?.Select((map, i) => Map(map, FormattableString.Invariant($"{path}[{i}]"), 0)) ?? []];

    private static DescriptorValue Of(object? given, string path, int depth)
    {
        var value = given is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : given;
        if (depth > MostDepth)
            throw new EdgeException("TooDeep", ErrorKind.InvalidInput, $"At {path}, maps and lists stand more than {MostDepth} deep inside each other.") { Target = path, RecommendedAction = "Does a map hold itself?" };
        return value switch
        {
            null => Scalar("", ScalarKind.Null),
            PSObject custom => Map(custom.Properties.Select(p => (p.Name, (object?)p.Value)), path, depth),
            IDictionary map => Map(map, path, depth),
            IEnumerable list and not string => new DescriptorList([.. list.Cast<object?>().Select((item, i) => Of(item, FormattableString.Invariant($"{path}[{i}]"), depth + 1))], Nowhere),
            _ => Scalar(value, path),
        };
    }

    private static DescriptorPosition Nowhere => DescriptorPosition.BuiltIn;

    private static AttributeMap Map(IDictionary map, string path, int depth)
    {
        var entries = map.Cast<DictionaryEntry>().Select(e => (Key: LanguagePrimitives.ConvertTo<string>(e.Key), e.Value));
        return Map(map is Hashtable ? entries.OrderBy(e => e.Key, StringComparer.OrdinalIgnoreCase) : entries, path, depth);
    }

    private static AttributeMap Map(IEnumerable<(string Key, object? Value)> entries, string path, int depth) =>
        new([.. entries.Select(e => new AttributeEntry(Whole(e.Key, path), Of(e.Value, $"{path}.{e.Key}", depth + 1), Nowhere))], Nowhere);

    private static DescriptorScalar Scalar(object value, string path) => value switch
    {
        string text => Scalar(Whole(text, path), ScalarKind.String),
        bool or SwitchParameter => Scalar(LanguagePrimitives.IsTrue(value) ? "true" : "false", ScalarKind.Boolean),
        sbyte or byte or short or ushort or int or uint or long or ulong or BigInteger => Scalar(Invariant(value), ScalarKind.Integer),
        double.PositiveInfinity or float.PositiveInfinity => Scalar(".inf", ScalarKind.Float),
        double.NegativeInfinity or float.NegativeInfinity => Scalar("-.inf", ScalarKind.Float),
        double.NaN or float.NaN => Scalar(".nan", ScalarKind.Float),
        double or float or decimal => Scalar(Invariant(value), ScalarKind.Float),
        SecureString secret => Scalar(Whole(new NetworkCredential("", secret).Password, path), ScalarKind.String) with { IsSecret = true },
        DateTime time => Scalar(new DateTimeOffset(time).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture), ScalarKind.String),
        DateTimeOffset time => Scalar(time.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture), ScalarKind.String),
        FileSystemInfo file => Scalar(file.FullName, ScalarKind.String),
        Uri uri => Scalar(uri.OriginalString, ScalarKind.String),
        char or Enum or IPAddress or Guid or Version => Scalar(Invariant(value), ScalarKind.String),
        _ => throw new EdgeException("ValueNotUnderstood", ErrorKind.InvalidInput, $"The value of {path} is a {value.GetType().FullName}, which stands for nothing in a descriptor.")
        {
            Target = path,
            RecommendedAction = value is PSCredential ? "Give its Password, which is a SecureString."
                : "Give text, a number, $true or $false, $null, a SecureString for a secret, or a list or hashtable of such.",
        },
    };

    private static DescriptorScalar Scalar(string text, ScalarKind kind) => new(text, kind, Nowhere);

    private static string Invariant(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text that can be written down: halves of a character cannot.</summary>
    private static string Whole(string text, string path)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i++))
                throw new EdgeException("ValueNotUnderstood", ErrorKind.InvalidInput, $"The text at {path} holds half a character (U+{(int)text[i - 1]:X4}).") { Target = path };
        }

        return text;
    }
}

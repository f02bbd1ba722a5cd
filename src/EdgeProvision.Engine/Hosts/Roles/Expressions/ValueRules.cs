using System.Globalization;

namespace EdgeProvision.Engine.Hosts.Roles.Expressions;

/// <summary>
/// How values behave in expressions and templates. A value is null, a string, a bool, a long, a double, a list or a map.
/// </summary>
internal static class ValueRules
{
    /// <summary>False, null, zero, an empty text or list, and the words no, false and off count as false.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool b => b,
        string s => s.Length > 0 && AsBoolean(s) != false,
        long n => n != 0,
        double d => d != 0,
        IReadOnlyCollection<object?> list => list.Count > 0,
        IReadOnlyDictionary<string, object?> map => map.Count > 0,
        _ => true,
    };

    /// <summary>The text of a value as a file or a command gets it.</summary>
    public static string Text(object? value) => value switch
    {
        null => string.Empty,
        string s => s,
        bool b => b ? "true" : "false",
        IReadOnlyList<object?> list => string.Join(' ', list.Select(Text)),
        IReadOnlyDictionary<string, object?> map => string.Join(' ', map.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={Text(p.Value)}")),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>What YAML 1.1 and the original understand as a truth value, or null.</summary>
    public static bool? AsBoolean(object? value) => value switch
    {
        bool b => b,
        long and (0 or 1) => (long)value == 1,
        string s => s.ToLowerInvariant() switch
        {
            "yes" or "true" or "on" or "1" => true,
            "no" or "false" or "off" or "0" => false,
            _ => null,
        },
        _ => null,
    };

    /// <summary>Equal texts, or equal truth values when one side is one.</summary>
    public static bool AreEqual(object? left, object? right) =>
        left is bool || right is bool ? AsBoolean(left) is { } l && AsBoolean(right) is { } r && l == r : Text(left) == Text(right);

    /// <summary>Compares as dotted numbers where both sides are such (<c>20.04</c> is above <c>9</c>), else as text.</summary>
    public static int Compare(object? left, object? right)
    {
        string l = Text(left), r = Text(right);
        if (Numbers(l) is not { } a || Numbers(r) is not { } b)
            return string.CompareOrdinal(l, r);
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var difference = (i < a.Length ? a[i] : 0).CompareTo(i < b.Length ? b[i] : 0);
            if (difference != 0)
                return difference;
        }

        return 0;
    }

    private static long[]? Numbers(string text)
    {
        var parts = text.Split('.');
        var numbers = new long[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!long.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
                return null;
        }

        return numbers;
    }
}

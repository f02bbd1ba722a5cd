using System.Text.RegularExpressions;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>
/// What a plain scalar is under YAML 1.1 as Ruby's reader takes it: six words for booleans in any case, but not <c>y</c> and <c>n</c>.
/// </summary>
internal static partial class YamlScalars
{
    // A number that is longer is text to everybody.
    private const int LongestNumber = 64;

    public static ScalarKind KindOf(string text)
    {
        if (text.Length == 0 || text == "~" || text.Equals("null", StringComparison.OrdinalIgnoreCase))
            return ScalarKind.Null;
        if (text.Length <= 5 && text.ToLowerInvariant() is "yes" or "no" or "true" or "false" or "on" or "off")
            return ScalarKind.Boolean;
        if (text.Length > LongestNumber || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.'))
            return ScalarKind.String;
        if (IntegerPattern().IsMatch(text))
            return ScalarKind.Integer;
        return FloatPattern().IsMatch(text) ? ScalarKind.Float : ScalarKind.String;
    }

    /// <summary>True for text that other YAML readers take for a date, a time or a base-60 number.</summary>
    public static bool LooksLikeTime(string text) => text.Length <= LongestNumber && TimePattern().IsMatch(text);

    [GeneratedRegex(@"^[-+]?(0|[1-9][0-9_,]*|0b[01_]+|0[0-7_,]+|0x[0-9a-fA-F_]+)\z")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^([-+]?([0-9][0-9_,]*)?\.[0-9]+([eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_,]*(\.[0-9]*)?([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\z")]
    private static partial Regex FloatPattern();

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?)\z", RegexOptions.Singleline)]
    private static partial Regex TimePattern();
}

using System.Globalization;
using System.Text.RegularExpressions;
using EdgeProvision.Model;

namespace EdgeProvision.Cli.Tables;

/// <summary>One condition on a row: a column, an operator, a value. Numbers are compared as numbers.</summary>
internal sealed partial record RowFilter(string Column, string Operator, string Value)
{
    /// <exception cref="EdgeException"><c>FilterInvalid</c>.</exception>
    public static RowFilter Parse(string text)
    {
        var match = Pattern().Match(text);
        return match.Success
            ? new RowFilter(match.Groups[1].Value.Trim().ToUpperInvariant(), match.Groups[2].Value, match.Groups[3].Value.Trim())
            : throw new EdgeException("FilterInvalid", ErrorKind.InvalidInput, $"'{text}' is no filter.")
            {
                Target = text,
                RecommendedAction = "Write COLUMN and value with one of = != < <= > >= ~ between them, for example STAT=on.",
            };
    }

    public bool Matches(string cell)
    {
        if (Operator == "~")
            return cell.Contains(Value, StringComparison.OrdinalIgnoreCase);
        var order = Number(cell) is { } left && Number(Value) is { } right ? left.CompareTo(right) : string.CompareOrdinal(cell, Value);
        return Operator switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("^([^=!<>~]+)(!=|<=|>=|=|<|>|~)(.*)$")]
    private static partial Regex Pattern();
}

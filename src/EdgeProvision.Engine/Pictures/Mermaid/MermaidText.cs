using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Pictures.Wording;

namespace EdgeProvision.Engine.Pictures.Mermaid;

/// <summary>Text within Mermaid's diagrams: what is not a letter, a digit or harmless is written as a number, in the way that Mermaid has for it.</summary>
internal static class MermaidText
{
    // Words at the beginning of a line of a Gantt diagram that are read as its own.
    private static readonly string[] s_words =
        ["title", "section", "click", "gantt", "dateformat", "axisformat", "tickinterval", "inclusiveenddates", "topaxis", "excludes", "includes", "todaymarker", "weekday", "weekend", "acctitle", "accdescr", "call", "href", "end"];

    /// <summary>For a label between quotes, or for a title.</summary>
    public static string Of(string? text)
    {
        var shown = new StringBuilder();
        foreach (var rune in VisibleText.Of(text).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or '-' or '/' or ',' or '·' or '(' or ')')
                shown.Append(rune);
            else
                shown.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return shown.ToString();
    }

    /// <summary>For the name of a task, which begins its line.</summary>
    public static string Task(string text)
    {
        var shown = Of(text);
        var isWord = shown.Length == 0 || Array.Exists(s_words, w => shown.StartsWith(w, StringComparison.OrdinalIgnoreCase));
        return !isWord ? shown : shown.Length == 0 ? "step" : FormattableString.Invariant($"#{(int)shown[0]};{shown[1..]}");
    }
}

using System.Text;
using EdgeProvision.Engine.Pictures.Wording;

namespace EdgeProvision.Engine.Pictures.Markdown;

/// <summary>Text that Markdown shows as it is: no tables broken, no links, no HTML, no code.</summary>
internal static class MarkdownText
{
    public static string Of(string? text)
    {
        var shown = new StringBuilder();
        var visible = VisibleText.Of(text);
        for (var i = 0; i < visible.Length; i++)
        {
            var c = visible[i];
            _ = c switch
            {
                // A backslash before a pipe is not understood by every table.
                '|' => shown.Append("&#124;"),
                '<' => shown.Append("&lt;"),
                '>' => shown.Append("&gt;"),
                '&' => shown.Append("&amp;"),
                '@' => shown.Append("&#64;"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '#' or '+' or '!' or '~' or '^' or '$' => shown.Append('\\').Append(c),

                // Addresses that somebody put into a name do not become links.
                ':' when visible.AsSpan(i).StartsWith("://") => shown.Append("&#58;"),
                '.' when i >= 3 && visible.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase) => shown.Append("&#46;"),

                // At the beginning of a line they make a list or a heading of it.
                '-' or '=' when i == 0 => shown.Append('\\').Append(c),
                '.' or ')' when i > 0 && visible.AsSpan(i + 1) is [] or [' ', ..] && visible.AsSpan(0, i).IndexOfAnyExceptInRange('0', '9') < 0 => shown.Append('\\').Append(c),
                _ => shown.Append(c),
            };
        }

        return shown.ToString();
    }
}

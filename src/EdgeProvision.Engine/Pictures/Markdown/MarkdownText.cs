using System.Text;
using EdgeProvision.Engine.Pictures.Wording;

namespace EdgeProvision.Engine.Pictures.Markdown;

/// <summary>Text that Markdown shows as it is: no tables broken, no links, no HTML, no code.</summary>
internal static class MarkdownText
{
    public static string Of(string? text)
    {
        var shown = new StringBuilder();
        foreach (var c in VisibleText.Of(text))
        {
            _ = c switch
            {
                // A backslash before a pipe is not understood by every table.
                '|' => shown.Append("&#124;"),
                '<' => shown.Append("&lt;"),
                '>' => shown.Append("&gt;"),
                '&' => shown.Append("&amp;"),
                '@' => shown.Append("&#64;"),

                // Without it, an address that somebody put into a name does not become a link.
                ':' => shown.Append("&#58;"),
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '#' or '+' or '!' or '~' or '$' => shown.Append('\\').Append(c),
                _ => shown.Append(c),
            };
        }

        return shown.ToString();
    }
}

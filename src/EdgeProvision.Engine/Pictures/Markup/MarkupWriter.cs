using System.Globalization;
using System.Text;
using EdgeProvision.Engine.Pictures.Wording;

namespace EdgeProvision.Engine.Pictures.Markup;

/// <summary>
/// Writes HTML that is XML too, and SVG. The only place where text becomes markup, so that nothing gets around the escaping; names of elements
/// and attributes are this program's own.
/// </summary>
internal sealed class MarkupWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Begins an element.</summary>
    public MarkupWriter Open(string name, params IEnumerable<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return this;
    }

    /// <summary>Ends the element that was begun last.</summary>
    public MarkupWriter Close()
    {
        _text.Append("</").Append(_open.Pop()).Append('>');
        return this;
    }

    /// <summary>An element with text.</summary>
    public MarkupWriter Leaf(string name, string text, params IEnumerable<(string Name, object? Value)> attributes) => Open(name, attributes).Text(text).Close();

    /// <summary>An element that has no content.</summary>
    public MarkupWriter Empty(string name, params IEnumerable<(string Name, object? Value)> attributes)
    {
        Begin(name, attributes);
        _text.Append(" />");
        return this;
    }

    /// <summary>Text.</summary>
    public MarkupWriter Text(string text)
    {
        Escape(VisibleText.Of(text));
        return this;
    }

    /// <summary>This program's own style sheet.</summary>
    public MarkupWriter Style(string css)
    {
        _text.Append("\n<style>").Append(css).Append("</style>");
        return this;
    }

    /// <summary>What has been written.</summary>
    public override string ToString() => _text.ToString().TrimStart('\n') + "\n";

    private void Begin(string name, IEnumerable<(string Name, object? Value)> attributes)
    {
        _text.Append(name is "tspan" or "strong" or "span" or "code" or "th" or "td" or "dt" or "dd" or "title" or "rect" or "text" ? "<" : "\n<").Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is null)
                continue;
            _text.Append(' ').Append(attribute).Append("=\"");
            Escape(value is string text ? VisibleText.Of(text) : string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"));
            _text.Append('"');
        }
    }

    private void Escape(string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(c),
            };
        }
    }
}

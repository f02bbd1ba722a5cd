using EdgeProvision.Engine.Hosts.Roles.Expressions;

namespace EdgeProvision.Engine.Hosts.Roles.Templates;

/// <summary>Reads templates.</summary>
internal sealed class TemplateParser
{
    private readonly string _text;
    private readonly SourcePosition _start;
    private int _at;

    private TemplateParser(string text, SourcePosition start) => (_text, _start) = (text, start);

    /// <summary>Parses a whole text whose first character stands at a position of a file.</summary>
    public static Template Parse(string text, SourcePosition start)
    {
        var parser = new TemplateParser(text, start);
        var parts = parser.Parts(null, out _);
        return new Template(parts);
    }

    /// <summary>True when there is something to fill in.</summary>
    public static bool IsTemplate(string text) => text.Contains("{{", StringComparison.Ordinal);

    /// <summary>Parts up to the end of the text, or up to the <c>else</c> or <c>end</c> of the block that was opened at a place.</summary>
    private List<TemplatePart> Parts(int? opened, out string closedBy)
    {
        var parts = new List<TemplatePart>();
        while (true)
        {
            var open = _text.IndexOf("{{", _at, StringComparison.Ordinal);
            if (open < 0)
            {
                if (opened is { } from)
                    throw PositionOf(from).Error("This block is not closed by {{ end }}.");
                Add(parts, _text[_at..]);
                closedBy = string.Empty;
                return parts;
            }

            var close = _text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                throw PositionOf(open).Error("This '{{' is not closed by '}}'.");
            var inner = _text[(open + 2)..close];
            var word = inner.Trim().Split(' ', 2)[0];
            var plain = _text[_at..open];
            _at = close + 2;
            if (word is "if" or "for" or "else" or "end")
                plain = TakeLine(plain, open);
            Add(parts, plain);
            switch (word)
            {
                case "else" or "end" when inner.Trim() == word:
                    if (opened is null)
                        throw PositionOf(open).Error($"There is no open block for {{{{ {word} }}}}.");
                    closedBy = word;
                    return parts;
                case "if":
                    parts.Add(If(inner, open));
                    break;
                case "for":
                    parts.Add(For(inner, open));
                    break;
                default:
                    parts.Add(new TemplatePart.Value(ExpressionParser.Parse(inner, PositionOf(open + 2))));
                    break;
            }
        }
    }

    private TemplatePart.If If(string inner, int open)
    {
        var skip = inner.IndexOf("if", StringComparison.Ordinal) + 2;
        var condition = ExpressionParser.Parse(inner[skip..], PositionOf(open + 2 + skip));
        var then = Parts(open, out var closedBy);
        IReadOnlyList<TemplatePart> otherwise = closedBy == "else" ? Parts(open, out closedBy) : [];
        return closedBy == "end" ? new(condition, then, otherwise) : throw PositionOf(open).Error("A block has one {{ else }} only.");
    }

    private TemplatePart.For For(string inner, int open)
    {
        var words = inner.Trim().Split((char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["for", var item, "in", var list])
            throw PositionOf(open).Error("A loop is written {{ for item in list }}.");
        var skip = inner.IndexOf(" in ", StringComparison.Ordinal) + 4;
        var expression = ExpressionParser.Parse(list, PositionOf(open + 2 + skip));
        var body = Parts(open, out var closedBy);
        return closedBy == "end" ? new(item, expression, body) : throw PositionOf(open).Error("A loop has no {{ else }}.");
    }

    /// <summary>A control word alone on its line takes the line with it: the blanks before it and the newline after it.</summary>
    private string TakeLine(string before, int open)
    {
        var lineStart = _text.LastIndexOf('\n', Math.Max(open - 1, 0), open == 0 ? 0 : open) + 1;
        if (!string.IsNullOrWhiteSpace(_text[lineStart..open]))
            return before;
        var end = _text.IndexOf('\n', _at);
        var rest = end < 0 ? _text[_at..] : _text[_at..end];
        if (!string.IsNullOrWhiteSpace(rest))
            return before;
        _at = end < 0 ? _text.Length : end + 1;
        var blanks = open - lineStart;
        return before.Length >= blanks ? before[..^blanks] : string.Empty;
    }

    private static void Add(List<TemplatePart> parts, string text)
    {
        if (text.Length > 0)
            parts.Add(new TemplatePart.Plain(text));
    }

    private SourcePosition PositionOf(int index)
    {
        var before = _text.AsSpan(0, index);
        var lines = before.Count('\n');
        return lines == 0
            ? _start with { Column = _start.Column + index }
            : _start with { Line = _start.Line + lines, Column = index - before.LastIndexOf('\n') };
    }
}

using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>The lines of a document that is no YAML, as a person looks at them.</summary>
internal sealed partial class YamlLines(string text)
{
    private readonly string[] _lines = text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>A line without the blanks around it, from 1; empty where there is none.</summary>
    public string Content(int line) => line >= 1 && line <= _lines.Length ? _lines[line - 1].Trim() : "";

    /// <summary>How many blanks a line begins with.</summary>
    public int Indentation(int line) => line >= 1 && line <= _lines.Length ? _lines[line - 1].Length - _lines[line - 1].TrimStart(' ').Length : 0;

    /// <summary>The line as a message may show it. What may be a secret is left out.</summary>
    public string Shown(int line)
    {
        var content = Content(line);
        return Quoting.Short(IsDelicate(line) ? $"{FirstWord().Match(content).Value} …" : content);
    }

    /// <summary>Whether a secret may stand in a line.</summary>
    public bool IsDelicate(int line) => Delicate().IsMatch(Content(line));

    /// <summary>The line before that is neither empty nor a comment; 0 for none.</summary>
    public int Before(int line)
    {
        do
            line--;
        while (line > 0 && Content(line) is "" or ['#', ..]);
        return line;
    }

    /// <summary>Whether it has a colon where a key's stands.</summary>
    public bool HasKey(int line) => Key().IsMatch(Content(line));

    /// <summary>Whether it begins an item of a list.</summary>
    public bool IsItem(int line) => Content(line) is "-" or ['-', ' ', ..];

    /// <summary>The indentations that a line may have after those before it: of the lines, and of the keys behind their dashes, that are still open.</summary>
    public IReadOnlyList<int> Open(int line)
    {
        var open = new SortedSet<int>();
        var least = int.MaxValue;
        for (var at = Before(line); at > 0 && least > 0; at = Before(at))
        {
            if (Indentation(at) >= least && open.Count > 0)
                continue;
            least = Indentation(at);
            open.Add(least);
            for (var (rest, column) = (Content(at), least); rest.StartsWith("- ", StringComparison.Ordinal); open.Add(column))
            {
                var inner = rest[2..].TrimStart(' ');
                column += rest.Length - inner.Length;
                rest = inner;
            }
        }

        return [.. open];
    }

    /// <summary>The innermost bracket or brace that nothing closes, or null.</summary>
    public (int Line, int Column, char Bracket)? Unclosed()
    {
        var open = new Stack<(int Line, int Column, char Bracket)>();
        for (var line = 1; line <= _lines.Length; line++)
        {
            var content = _lines[line - 1];
            var quote = '\0';
            for (var i = 0; i < content.Length; i++)
            {
                var c = content[i];
                if (quote != '\0')
                    quote = c == quote ? '\0' : quote;
                else if (c is '"' or '\'' && Begins(content, i))
                    quote = c;
                else if (c == '#' && (i == 0 || content[i - 1] == ' '))
                    break;
                else if (c is '[' or '{' && (open.Count > 0 || Begins(content, i)))
                    open.Push((line, i + 1, c));
                else if (c is ']' or '}' && open.TryPop(out var opened) && opened.Bracket != (c == ']' ? '[' : '{'))
                    return opened;
            }
        }

        return open.TryPeek(out var last) ? last : null;
    }

    /// <summary>Whether a value begins there.</summary>
    private static bool Begins(string content, int at) => content.AsSpan(0, at).TrimEnd(' ') is [] or [.., ':' or '-' or ',' or '[' or '{'];

    [GeneratedRegex(@"(token|secret|pass|access|credential|_key|private)", RegexOptions.IgnoreCase)]
    private static partial Regex Delicate();

    [GeneratedRegex(@"\A(?:- +)*[^\s:]*:?")]
    private static partial Regex FirstWord();

    [GeneratedRegex(@":(?:\s|\z)")]
    private static partial Regex Key();
}

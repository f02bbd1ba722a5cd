using EdgeProvision.Model;
using YamlDotNet.Core;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>
/// Says in plain words, and at the line that has to be changed, what makes a document no YAML. The parser says what it expected in terms of the grammar; what
/// people did is mostly one of a few things, and shows in the line.
/// </summary>
internal sealed class YamlMistakes
{
    private readonly YamlLines _lines;
    private readonly string _text;
    private readonly string? _file;

    private YamlMistakes(string text, string? file) => (_lines, _text, _file) = (new YamlLines(text), text, file);

    /// <summary>The mistake, or null where none of the usual ones is seen.</summary>
    /// <param name="exception">What the parser said.</param>
    /// <param name="text">The document.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="good">The line, from 1, up to which all was well.</param>
    public static YamlRefusedException? Find(YamlException exception, string text, string? file, int good)
    {
        var mistakes = new YamlMistakes(text, file);
        var (line, column) = ((int)exception.Start.Line, (int)exception.Start.Column);
        bool Says(string words) => exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
        return Says("cannot start any token") ? mistakes.BadBeginning(line, column, exception)
            : Says("quoted scalar") && (Says("end of stream") || Says("wrong indentation")) ? mistakes.Refuse(line, column, $"the quote that opens in {mistakes._lines.Shown(line)} is not closed", "Close it at the end of the value.")
            : Says("unknown escape") ? mistakes.Refuse((int)exception.End.Line, (int)exception.End.Column, "in double quotes a backslash begins an escape, and this is none", "Put the value into single quotes, or write two backslashes.")
            : Says("invalid mapping") ? mistakes.UnexpectedColon(line, column, good)
            : Says("did not find expected key") || Says("expected '-' indicator") ? mistakes.Unexpected(line, column)
            : Says("flow mapping") || Says("flow sequence") ? mistakes.Refuse(line, column, $"in {mistakes._lines.Shown(line)} a comma, or the bracket that closes, is missing before this place", "Separate what stands in brackets by commas.")
            : Says("node content") ? mistakes.Unclosed() ?? mistakes.BadBeginning(line, column, exception)
            : Says("anchor or alias") ? mistakes.Refuse(line, column, "a value that begins with * or & is taken for an alias or an anchor", "Put quotes around a value that begins with * or &.")
            : Says("tag handle") ? mistakes.Refuse(line, column, "a value that begins with ! is taken for a tag", "Put quotes around it.")
            : Says("block sequence entries") ? mistakes.Refuse(line, column, $"in {mistakes._lines.Shown(line)} a list begins behind its key", "Begin it on the next line, each item behind a dash and a blank.")
            : null;
    }

    /// <summary>A bracket that nothing closes, or null.</summary>
    public static YamlRefusedException? FindUnclosed(string text, string? file) => new YamlMistakes(text, file).Unclosed();

    private YamlRefusedException? Unclosed() => _lines.Unclosed() is var (line, column, bracket)
        ? Refuse(line, column, $"the {(bracket == '[' ? "bracket [" : "brace {")} in {_lines.Shown(line)} is not closed", $"Close it with {(bracket == '[' ? ']' : '}')}.")
        : null;

    private YamlRefusedException? BadBeginning(int line, int column, YamlException exception)
    {
        var at = (int)exception.Start.Index;
        return at < _text.Length && !char.IsWhiteSpace(_text[at])
            ? Refuse(line, column, $"a value cannot begin with {_text[at]}", "Put quotes around it.")
            : null;
    }

    /// <summary>A colon where the parser was within a value: the value has one in it, the line before has lost its own, or this line is too deep.</summary>
    private YamlRefusedException? UnexpectedColon(int line, int column, int good)
    {
        var before = _lines.Before(line);
        if (before > 0 && !_lines.HasKey(before))
            return NoColon(before);
        return line > good && before > 0
            ? TooDeep(line)
            : Refuse(line, column, $"the value in {_lines.Shown(line)} has a colon with a blank behind it", "Put quotes around the value.");
    }

    /// <summary>Something at the beginning of a line, or behind a value, that fits nothing that is open.</summary>
    private YamlRefusedException Unexpected(int line, int column)
    {
        if (column > _lines.Indentation(line) + 1)
            return Refuse(line, column, $"in {_lines.Shown(line)} something stands behind a value that has ended", "Remove it, or put quotes around the whole value.");
        if (!_lines.IsItem(line) && !_lines.HasKey(line))
            return NoColon(line);
        if (!_lines.Open(line).Contains(_lines.Indentation(line)))
            return TooDeep(line);
        return _lines.IsItem(line)
            ? Refuse(line, column, $"{_lines.Shown(line)} is an item of a list, and a key is expected here", "Indent it like the other items of its list, or give the list a key of its own.")
            : Refuse(line, column, $"{_lines.Shown(line)} is a key, and an item of a list is expected here, or nothing more of the value above", "Indent it like the keys that it belongs to.");
    }

    private YamlRefusedException NoColon(int line)
    {
        var content = _lines.Content(line).TrimStart('-', ' ');
        var column = _lines.Indentation(line) + 1;
        if (content.Contains(':', StringComparison.Ordinal))
            return Refuse(line, column, $"in {_lines.Shown(line)} no blank stands behind the colon", "A key and its value are written 'key: value'.");
        var words = content.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Refuse(
            line, column, $"the key in {_lines.Shown(line)} has no colon",
            words.Length == 2 && !_lines.IsDelicate(line) ? $"Write {Quoting.Short($"{words[0]}: {words[1]}")}." : "A key and its value are written 'key: value'.");
    }

    private YamlRefusedException TooDeep(int line)
    {
        var open = _lines.Open(line);
        var depths = open.Count == 1 ? $"{open[0]}" : $"{string.Join(", ", open.Take(open.Count - 1))} or {open[^1]}";
        return Refuse(
            line, _lines.Indentation(line) + 1, FormattableString.Invariant($"{_lines.Shown(line)} is indented by {_lines.Indentation(line)} blank{(_lines.Indentation(line) == 1 ? "" : "s")}, which fits nothing above it"),
            $"What belongs together begins in the same column; after the lines above that is an indentation of {depths}.");
    }

    private YamlRefusedException Refuse(int line, int column, string what, string advice) =>
        new("SyntaxError", new DescriptorPosition(_file, line, column), $"This is not YAML: {what}.", advice);
}

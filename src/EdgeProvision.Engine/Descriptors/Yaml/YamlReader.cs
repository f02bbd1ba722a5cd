using EdgeProvision.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>
/// Reads one YAML document into a tree that knows where everything stands. Aliases share what they stand for, but are counted in full,
/// so that a document cannot grow behind our back when the tree is walked.
/// </summary>
internal sealed class YamlReader
{
    private readonly string _text;
    private readonly string? _file;
    private readonly DiagnosticBag _bag;
    private readonly Parser _parser;
    private readonly Dictionary<string, (DescriptorValue Value, long Size)> _anchors = [];
    private readonly YamlBudget _budget;

    private YamlReader(string text, string? file, DiagnosticBag bag, YamlBudget budget)
    {
        _text = text;
        _file = file;
        _bag = bag;
        _budget = budget;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document's root, or <c>null</c> when it was refused; then the bag says why.</summary>
    /// <param name="text">The document.</param>
    /// <param name="file">The file's name for messages.</param>
    /// <param name="bag">Takes what is wrong.</param>
    /// <param name="budget">Shared by the files of one descriptor; a new one if left out.</param>
    public static DescriptorValue? Read(string text, string? file, DiagnosticBag bag, YamlBudget? budget = null)
    {
        try
        {
            RefuseControlCharacters(text, file);
            return new YamlReader(text, file, bag, budget ?? new YamlBudget()).ReadDocument();
        }
        catch (YamlRefusedException refused)
        {
            bag.Error(refused.Code, refused.Position, "", refused.Message, refused.Suggestion);
        }
        catch (YamlException exception)
        {
            bag.Error("SyntaxError", Position(exception.Start, file), "", "This is not YAML: " + Sentence(exception.Message), Advice(exception));
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException or OverflowException or IndexOutOfRangeException)
        {
            // The package lets some of these through for input that its scanner did not foresee (%YAML 99999999999.1).
            bag.Error("SyntaxError", new DescriptorPosition(file, 0, 0), "", "This is not YAML: " + Sentence(exception.Message));
        }
        return null;
    }

    private static DescriptorPosition Position(Mark mark, string? file) => new(file, (int)mark.Line, (int)mark.Column);

    private static string Sentence(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim();
        return line.EndsWith('.') ? line : line + ".";
    }

    private static string? Advice(YamlException exception) =>
        exception.Message.Contains("alias", StringComparison.OrdinalIgnoreCase) || exception.Message.Contains("anchor", StringComparison.OrdinalIgnoreCase)
            ? "Put quotes around a value that begins with * or &."
            : null;

    private static void RefuseControlCharacters(string text, string? file)
    {
        var line = 1;
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                line++;
                start = i + 1;
            }
            else if (c < ' ' && c is not ('\t' or '\r') || c == '\x7f')
            {
                throw new YamlRefusedException(
                    "ControlCharacter",
                    new DescriptorPosition(file, line, i - start + 1),
                    FormattableString.Invariant($"The character U+{(int)c:X4} stands in the text; YAML allows no control characters but tab and line end."),
                    "Is this a text file?");
            }
        }
    }

    private DescriptorValue ReadDocument()
    {
        Next();
        Next();
        if (_parser.Current is StreamEnd)
            throw Refuse("EmptyDocument", _parser.Current, "The descriptor is empty.", "A descriptor has at least the key name.");
        Next();
        var root = ReadNode(0, out _);
        Next();
        Next();
        if (_parser.Current is not StreamEnd)
            throw Refuse("SeveralDocuments", _parser.Current!, "A second YAML document begins here; a descriptor is one document.", "Put each provision into a file of its own.");
        return root;
    }

    private void Next()
    {
        var before = _parser.Current;
        var last = before is not null ? Position(before.End, _file) : new DescriptorPosition(_file, 1, 1);
        bool hasNext;
        try
        {
            hasNext = _parser.MoveNext();
        }
        catch (YamlException exception) when (YamlTabs.Find(exception, _text, last.Line) is { } tab)
        {
            throw new YamlRefusedException("SyntaxError", new DescriptorPosition(_file, tab.Line, tab.Column), "This is not YAML: a tab stands in the indentation.", "Put blanks in its place: YAML indents by blanks alone.");
        }
        catch (YamlException exception) when (YamlAnchors.Find(exception, _text, before) is { } anchor)
        {
            throw new YamlRefusedException(
                "AnchorInBraces",
                new DescriptorPosition(_file, anchor.Line, anchor.Column),
                $"A map in braces cannot go on after a value with an anchor (&{anchor.Name}).",
                $"Write the map without braces, each key on a line of its own, or put the key with &{anchor.Name} last.");
        }
        catch (YamlException exception) when (YamlMistakes.Find(exception, _text, _file, last.Line) is { } mistake)
        {
            throw mistake;
        }
        catch (InvalidOperationException)
        {
            if (YamlMistakes.FindUnclosed(_text, _file) is { } unclosed)
                throw unclosed;

            // What the package's scanner throws for a bracket that nothing closes; it says no place, so the last good one is told.
            throw new YamlRefusedException("SyntaxError", last, "This is not YAML from here on: a bracket, a brace or a quote may not be closed, or the indentation is wrong.");
        }

        if (!hasNext)
            throw new YamlRefusedException("SyntaxError", last, "This is not YAML: the document ends too early.");
    }

    /// <summary>Reads the node that the parser stands on, and leaves the parser on its last event.</summary>
    private DescriptorValue ReadNode(int depth, out long size)
    {
        var start = _parser.Current!;
        var before = _budget.Values;
        if (depth > YamlLimits.Depth)
            throw Refuse("TooDeep", start, FormattableString.Invariant($"Maps and lists stand more than {YamlLimits.Depth} deep inside each other."));
        if (start is AnchorAlias alias)
            return ReadAlias(alias, out size);

        Count(1, start);
        DescriptorValue value = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart sequence => ReadList(sequence, depth),
            MappingStart mapping => ReadMap(mapping, depth),
            _ => throw Refuse("SyntaxError", start, "This is not YAML: a value is expected here."),
        };
        size = _budget.Values - before;
        var anchor = ((NodeEvent)start).Anchor;
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = (value, size);
        return value;
    }

    private DescriptorValue ReadAlias(AnchorAlias alias, out long size)
    {
        if (!_anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            throw Refuse(
                "UnknownAnchor",
                alias,
                $"The alias *{alias.Value.Value} stands for nothing that ends before it.",
                "Put quotes around a value that begins with *.");
        }
        size = anchored.Size;
        Count(size, alias);
        return anchored.Value;
    }

    private DescriptorScalar ReadScalar(Scalar scalar)
    {
        var plain = scalar.Style == ScalarStyle.Plain;
        var tag = TagOf(scalar);
        var kind = tag switch
        {
            null => plain ? YamlScalars.KindOf(scalar.Value) : ScalarKind.String,
            "str" => ScalarKind.String,
            "int" or "float" or "bool" or "null" => YamlScalars.KindOf(scalar.Value),
            _ => throw UnknownTag(scalar),
        };
        var matches = tag switch
        {
            "int" => kind == ScalarKind.Integer,
            "float" => kind is ScalarKind.Float or ScalarKind.Integer,
            "bool" => kind == ScalarKind.Boolean,
            "null" => kind == ScalarKind.Null,
            _ => true,
        };
        if (!matches)
            throw Refuse("TagMismatch", scalar, $"The value is tagged !!{tag}, but is none.", "Remove the tag.");
        return new DescriptorScalar(scalar.Value, kind, Position(scalar.Start, _file));
    }

    private DescriptorList ReadList(SequenceStart start, int depth)
    {
        if (TagOf(start) is not (null or "seq"))
            throw UnknownTag(start);
        var items = new List<DescriptorValue>();
        for (Next(); _parser.Current is not SequenceEnd; Next())
            items.Add(ReadNode(depth + 1, out _));
        return new DescriptorList(items, Position(start.Start, _file));
    }

    private AttributeMap ReadMap(MappingStart start, int depth)
    {
        if (TagOf(start) is not (null or "map"))
            throw UnknownTag(start);
        var builder = new YamlMapBuilder(_bag);
        for (Next(); _parser.Current is not MappingEnd; Next())
        {
            if (_parser.Current is not Scalar key)
                throw Refuse("KeyNotScalar", _parser.Current!, "A key must be a word; here a list, a map or an alias stands as a key.", "Put quotes around text that begins with *, [ or {.");
            Count(1, key);
            if (TagOf(key) is not (null or "str"))
                throw UnknownTag(key);
            var at = Position(key.Start, _file);
            var merges = key is { Value: "<<", Style: ScalarStyle.Plain };
            Next();
            var value = ReadNode(depth + 1, out _);
            if (!merges)
                builder.Add(key.Value, value, at);
            else if (!builder.TryMerge(value))
                throw Refuse("MergeNotMap", key, "<< takes a map or a list of maps.");
        }
        return builder.ToMap(Position(start.Start, _file));
    }

    private void Count(long values, ParsingEvent at)
    {
        _budget.Values += values;
        if (_budget.Values > YamlLimits.Values)
        {
            throw Refuse(
                "TooManyValues",
                at,
                FormattableString.Invariant($"The descriptor has more than {YamlLimits.Values:N0} values, aliases and extended files counted in full."),
                "A descriptor is smaller by far; is this the right file?");
        }
    }

    private static string? TagOf(NodeEvent node)
    {
        const string core = "tag:yaml.org,2002:";
        if (node.Tag.IsEmpty)
            return null;
        if (node.Tag.IsNonSpecific)
            return node is Scalar { Style: ScalarStyle.Plain } && node.Tag.Value == "!" ? "str" : null;
        return node.Tag.Value.StartsWith(core, StringComparison.Ordinal) ? node.Tag.Value[core.Length..] : node.Tag.Value;
    }

    private YamlRefusedException UnknownTag(NodeEvent node) =>
        Refuse("UnknownTag", node, $"The tag {node.Tag.Value} is not allowed; only YAML's own (!!str, !!int, !!float, !!bool, !!null, !!seq, !!map) are.", "Remove the tag.");

    private YamlRefusedException Refuse(string code, ParsingEvent at, string message, string? suggestion = null) =>
        new(code, Position(at.Start, _file), message, suggestion);
}

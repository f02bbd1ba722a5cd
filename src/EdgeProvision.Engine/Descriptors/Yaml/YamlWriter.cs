using System.Text;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors.Yaml;

/// <summary>
/// Writes a tree as a YAML 1.1 document in the shape that the original's dumper gives: <c>---</c>, block style, lists not indented under their key.
/// What is written reads back as the same tree. A secret is written as where it comes from, else as a mask.
/// </summary>
internal static class YamlWriter
{
    public static string Write(DescriptorValue root)
    {
        var text = new StringBuilder("---");
        WriteAfter(text, root, 0, afterDash: false);
        return text.ToString();
    }

    /// <summary>Writes a value after a key or a dash, and the line end.</summary>
    private static void WriteAfter(StringBuilder text, DescriptorValue value, int indent, bool afterDash)
    {
        switch (value)
        {
            case DescriptorScalar { Kind: ScalarKind.Null, IsSecret: false }:
                text.Append('\n');
                break;
            case DescriptorScalar scalar:
                text.Append(' ').Append(WriteScalar(scalar)).Append('\n');
                break;
            case DescriptorList { Items.Count: 0 }:
                text.Append(" []\n");
                break;
            case AttributeMap { Entries.Count: 0 }:
                text.Append(" {}\n");
                break;
            case DescriptorList list:
                WriteList(text, list, indent, afterDash);
                break;
            case AttributeMap map:
                WriteMap(text, map, indent, afterDash);
                break;
        }
    }

    private static void WriteList(StringBuilder text, DescriptorList list, int indent, bool inline)
    {
        text.Append(inline ? " " : "\n");
        for (var i = 0; i < list.Items.Count; i++)
        {
            text.Append(' ', inline && i == 0 ? 0 : indent).Append('-');
            WriteAfter(text, list.Items[i], indent + 2, afterDash: true);
        }
    }

    private static void WriteMap(StringBuilder text, AttributeMap map, int indent, bool inline)
    {
        text.Append(inline ? " " : "\n");
        for (var i = 0; i < map.Entries.Count; i++)
        {
            var entry = map.Entries[i];
            text.Append(' ', inline && i == 0 ? 0 : indent).Append(WriteText(entry.Key)).Append(':');
            WriteAfter(text, entry.Value, entry.Value is DescriptorList ? indent : indent + 2, afterDash: false);
        }
    }

    /// <summary>A scalar as it stands after a key or a dash.</summary>
    public static string WriteScalar(DescriptorScalar scalar) =>
        scalar.IsSecret ? WriteText(scalar.Origin ?? scalar.Text)
        : scalar.Kind == ScalarKind.String ? WriteText(scalar.Text)
        : scalar.Text;

    private static string WriteText(string text)
    {
        if (text.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' || char.IsSurrogate(c)))
            return DoubleQuoted(text);
        return IsPlain(text) ? text : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
    }

    private static bool IsPlain(string text) =>
        YamlScalars.KindOf(text) == ScalarKind.String
        && !YamlScalars.LooksLikeTime(text)
        && !"-?:,[]{}#&*!|>'\"%@`=<. ".Contains(text[0], StringComparison.Ordinal)
        && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !(text.Length == 1 && text[0] is 'y' or 'n' or 'Y' or 'N')
        && text.Length < 512;

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ when char.IsControl(c) || c is '\u2028' or '\u2029' or '\ufeff' => FormattableString.Invariant($"\\u{(int)c:X4}"),
                _ => c.ToString(),
            });
        }
        return quoted.Append('"').ToString();
    }
}

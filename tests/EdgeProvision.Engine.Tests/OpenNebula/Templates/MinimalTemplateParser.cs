using System.Text;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>Reads template text as the daemon's grammar has it, independent of the writer.</summary>
internal sealed class MinimalTemplateParser(string text)
{
    private int _at;

    public static AttributeTree Parse(string text)
    {
        var parser = new MinimalTemplateParser(text);
        var attributes = new List<TemplateAttribute>();
        for (parser.SkipBlanks(); parser._at < text.Length; parser.SkipBlanks())
            attributes.Add(parser.ReadAttribute());
        return new AttributeTree(attributes);
    }

    private TemplateAttribute ReadAttribute()
    {
        var name = ReadName();
        if (text[_at] == '"')
            return new TemplateAttribute(name, ReadString());

        Expect('[');
        var members = new List<TemplateAttribute>();
        for (SkipBlanks(); text[_at] != ']'; SkipBlanks())
        {
            if (members.Count > 0)
            {
                Expect(',');
                SkipBlanks();
            }

            members.Add(new TemplateAttribute(ReadName(), ReadString()));
        }

        Expect(']');
        return new TemplateAttribute(name, new AttributeTree(members));
    }

    private string ReadName()
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '_')
            _at++;
        var name = text[start.._at];
        Expect('=');
        return name;
    }

    private string ReadString()
    {
        Expect('"');
        var value = new StringBuilder();
        while (text[_at] != '"')
        {
            // Only \" is an escape: two backslashes stay two.
            if (text[_at] == '\\' && text[_at + 1] == '"')
                _at++;
            value.Append(text[_at++]);
        }

        Expect('"');
        return value.ToString();
    }

    private void SkipBlanks()
    {
        while (_at < text.Length && text[_at] is (' ' or '\t' or '\n'))
            _at++;
    }

    private void Expect(char c)
    {
        if (text[_at++] != c)
            throw new FormatException($"{c} expected at {_at - 1}");
    }
}

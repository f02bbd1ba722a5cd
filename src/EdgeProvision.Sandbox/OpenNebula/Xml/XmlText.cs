using System.Security;
using System.Text;

namespace EdgeProvision.Sandbox.OpenNebula.Xml;

/// <summary>The XML of answers: one line without white space; numbers are plain text, texts of templates CDATA.</summary>
internal sealed class XmlText
{
    private readonly StringBuilder text = new();

    internal XmlText Open(string name)
    {
        text.Append('<').Append(name).Append('>');
        return this;
    }

    internal XmlText Close(string name)
    {
        text.Append("</").Append(name).Append('>');
        return this;
    }

    /// <summary><c>&lt;NAME/&gt;</c>.</summary>
    internal XmlText Empty(string name)
    {
        text.Append('<').Append(name).Append("/>");
        return this;
    }

    internal XmlText Number(string name, long value) => Plain(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    internal XmlText Plain(string name, string value)
    {
        Open(name);
        text.Append(SecurityElement.Escape(value));
        return Close(name);
    }

    internal XmlText CData(string name, string value)
    {
        Open(name);
        // The end mark cannot stand inside one section: it is cut over two.
        text.Append("<![CDATA[").Append(value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)).Append("]]>");
        return Close(name);
    }

    internal XmlText CData(string name, long value) => CData(name, value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary><c>&lt;HOSTS&gt;&lt;ID&gt;0&lt;/ID&gt;…&lt;/HOSTS&gt;</c>.</summary>
    internal XmlText Ids(string name, IEnumerable<int> ids)
    {
        Open(name);
        foreach (var id in ids) Number("ID", id);
        return Close(name);
    }

    public override string ToString() => text.ToString();
}

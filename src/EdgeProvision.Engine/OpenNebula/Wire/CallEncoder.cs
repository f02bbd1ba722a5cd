using System.Text;
using System.Xml;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Turns a call into the bytes of an XML-RPC request. No I/O.</summary>
public static class CallEncoder
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        // A carriage return in a text would otherwise reach the daemon as a line feed.
        NewLineHandling = NewLineHandling.Entitize,
    };

    /// <summary>The body of the request, UTF-8 without a byte order mark.</summary>
    /// <param name="method">For example <c>one.host.info</c>.</param>
    /// <param name="arguments">The arguments in order, the session string first.</param>
    /// <exception cref="ArgumentException">A text has a character that XML cannot carry.</exception>
    public static byte[] Encode(string method, IEnumerable<WireValue> arguments)
    {
        using var body = new MemoryStream();
        using (var xml = XmlWriter.Create(body, Settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("methodCall");
            xml.WriteElementString("methodName", method);
            xml.WriteStartElement("params");
            foreach (var argument in arguments)
            {
                xml.WriteStartElement("param");
                xml.WriteStartElement("value");
                xml.WriteElementString(Tag(argument.Type), argument.Text);
                xml.WriteEndElement();
                xml.WriteEndElement();
            }
        }

        return body.ToArray();
    }

    private static string Tag(WireType type) => type switch
    {
        WireType.Text => "string",
        WireType.Integer => "i4",
        _ => "boolean",
    };
}

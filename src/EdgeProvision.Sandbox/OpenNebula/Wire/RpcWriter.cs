using System.Text;

namespace EdgeProvision.Sandbox.OpenNebula.Wire;

/// <summary>Writes an answer byte for byte as the daemon's library lays it out: lines end in CR LF, integers are <c>i4</c>.</summary>
internal static class RpcWriter
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n";

    internal static byte[] Answer(RpcValue value)
    {
        var xml = new StringBuilder(Declaration).Append("<methodResponse>\r\n<params>\r\n<param>");
        Write(xml, value);
        xml.Append("</param>\r\n</params>\r\n</methodResponse>\r\n");
        return Encoding.UTF8.GetBytes(xml.ToString());
    }

    internal static byte[] Fault(int code, string text)
    {
        var xml = new StringBuilder(Declaration).Append("<methodResponse>\r\n<fault>\r\n");
        Write(xml, FaultValue(code, text));
        xml.Append("\r\n</fault>\r\n</methodResponse>\r\n");
        return Encoding.UTF8.GetBytes(xml.ToString());
    }

    /// <summary>The struct that stands for a fault, also inside the answer of <c>system.multicall</c>.</summary>
    internal static RpcValue FaultValue(int code, string text) => new RpcValue.Members(new Dictionary<string, RpcValue>
    {
        ["faultCode"] = new RpcValue.Number(code),
        ["faultString"] = new RpcValue.Text(text),
    });

    private static void Write(StringBuilder xml, RpcValue value)
    {
        xml.Append("<value>");
        switch (value)
        {
            case RpcValue.Text text:
                xml.Append("<string>");
                Escape(xml, text.Value);
                xml.Append("</string>");
                break;
            case RpcValue.Number number: xml.Append("<i4>").Append(number.Value).Append("</i4>"); break;
            case RpcValue.Big big: xml.Append("<i8>").Append(big.Value).Append("</i8>"); break;
            case RpcValue.Flag flag: xml.Append("<boolean>").Append(flag.Value ? '1' : '0').Append("</boolean>"); break;
            case RpcValue.List list:
                xml.Append("<array><data>\r\n");
                foreach (var item in list.Items)
                {
                    Write(xml, item);
                    xml.Append("\r\n");
                }

                xml.Append("</data></array>");
                break;
            case RpcValue.Members members:
                xml.Append("<struct>\r\n");
                foreach (var (name, item) in members.Items)
                {
                    xml.Append("<member><name>").Append(name).Append("</name>\r\n");
                    Write(xml, item);
                    xml.Append("</member>\r\n");
                }

                xml.Append("</struct>");
                break;
            default: throw new InvalidOperationException($"No answer contains a {value.GetType().Name}.");
        }

        xml.Append("</value>");
    }

    // A carriage return that were sent as it is would reach the reader as a line feed.
    private static void Escape(StringBuilder xml, string text)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '<' => xml.Append("&lt;"),
                '>' => xml.Append("&gt;"),
                '&' => xml.Append("&amp;"),
                '\r' => xml.Append("&#x0d;"),
                _ => xml.Append(c),
            };
        }
    }
}

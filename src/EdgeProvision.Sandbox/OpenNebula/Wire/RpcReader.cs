using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Wire;

/// <summary>Reads a request body. What is not a call is a fault -503, as the daemon's library answers it.</summary>
internal static class RpcReader
{
    // Nothing that a client sends is deeper than multicall's array of structs of arrays.
    private const int MaximumDepth = 64;

    internal static RpcCall ReadCall(byte[] body)
    {
        var root = Parse(body);
        if (root.Name.LocalName != "methodCall")
            throw RpcFault.NotCall("XML element should be of type <methodCall>, but is instead <" + root.Name.LocalName + ">");

        var method = root.Element("methodName")?.Value.Trim();
        if (string.IsNullOrEmpty(method)) throw RpcFault.NotCall("<methodCall> has no <methodName>");

        var arguments = root.Element("params")?.Elements("param")
            .Select(p => ReadValue(p.Element("value") ?? throw RpcFault.NotCall("<param> has no <value>"), 0)).ToList();
        return new RpcCall(method, arguments ?? []);
    }

    internal static XElement Parse(byte[] body)
    {
        try
        {
            return XmlTree.Read(new MemoryStream(body));
        }
        catch (XmlException e) when (body.Length == 0 || body[0] != '<')
        {
            throw RpcFault.NotXml(e.LineNumber > 1 ? "not well-formed" : "syntax error");
        }
        catch (XmlException)
        {
            throw RpcFault.NotXml("Invalid XML \"content\".  Problem with token at '...': not well-formed");
        }
    }

    internal static RpcValue ReadValue(XElement value, int depth)
    {
        if (depth > MaximumDepth) throw RpcFault.NotCall("values are nested too deeply");
        // An untyped value is a string, white space included.
        if (value.Elements().FirstOrDefault() is not { } typed) return new RpcValue.Text(value.Value);
        var text = typed.Value;
        return typed.Name.LocalName switch
        {
            "string" => new RpcValue.Text(text),
            "i4" or "int" => new RpcValue.Number(Integer(text)),
            "i8" => new RpcValue.Big(long.TryParse(text, CultureInfo.InvariantCulture, out var big) ? big : throw RpcFault.NotCall("bad <i8>")),
            "boolean" => new RpcValue.Flag(text.Trim() switch { "1" => true, "0" => false, _ => throw RpcFault.NotCall("bad <boolean>") }),
            "array" => new RpcValue.List(
                [.. typed.Elements("data").Elements("value").Select(v => ReadValue(v, depth + 1))]),
            "struct" => new RpcValue.Members(Members(typed, depth)),
            var other => new RpcValue.Other(other, text),
        };
    }

    private static Dictionary<string, RpcValue> Members(XElement typed, int depth)
    {
        var members = new Dictionary<string, RpcValue>();
        foreach (var member in typed.Elements("member"))
        {
            if (member.Element("name") is not { } name || member.Element("value") is not { } value)
                throw RpcFault.NotCall("<member> lacks <name> or <value>");
            members[name.Value] = ReadValue(value, depth + 1);
        }

        return members;
    }

    private static int Integer(string text) =>
        int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw RpcFault.NotCall("Invalid <i4> value");
}

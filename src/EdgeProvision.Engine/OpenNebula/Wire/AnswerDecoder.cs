using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Turns the body of an XML-RPC response into a <see cref="WireAnswer"/>. No I/O.</summary>
public static class AnswerDecoder
{
    /// <summary>No front-end answers more than this: a pool of 10,000 hosts is some 60 MB.</summary>
    public const int SizeLimit = 64 * 1024 * 1024;

    /// <summary>Decodes one response body.</summary>
    /// <exception cref="AnswerFormatException">It is not what an OpenNebula front-end answers.</exception>
    public static WireAnswer Decode(ReadOnlyMemory<byte> body)
    {
        if (body.Length > SizeLimit)
            throw new AnswerFormatException($"it is larger than {SizeLimit / 1024 / 1024} MB");

        var root = AnswerXml.Load(body);
        if (root.Name.LocalName != "methodResponse")
            throw new AnswerFormatException("it is XML, but not an XML-RPC response");

        if (root.Element("fault") is { } fault)
            return DecodeFault(fault);

        var items = root.Element("params")?.Element("param")?.Element("value")?.Element("array")?.Element("data")?
            .Elements("value").ToList();
        if (items is null || items.Count < 2)
            throw new AnswerFormatException("it is not the array that every method answers");

        if (Flag(items[0]))
            return new WireSuccess(Scalar(items[1], out _));

        if (items.Count < 3)
            throw new AnswerFormatException("it is a failure without an error code");

        var id = items.Count > 3 ? Integer(items[3]) : -1;
        return new WireFailure(Integer(items[2]), Text(items[1]), id < 0 ? null : id);
    }

    private static WireFault DecodeFault(XElement fault)
    {
        var members = fault.Element("value")?.Element("struct")?.Elements("member").ToList() ?? [];
        XElement? Member(string name) =>
            members.FirstOrDefault(member => (string?)member.Element("name") == name)?.Element("value");

        return Member("faultCode") is { } code && Member("faultString") is { } text
            ? new WireFault(Integer(code), Text(text))
            : throw new AnswerFormatException("it is a fault without code and text");
    }

    private static bool Flag(XElement value)
    {
        var text = Scalar(value, out var type);
        return (type, text) switch
        {
            ("boolean", "1") => true,
            ("boolean", "0") => false,
            _ => throw new AnswerFormatException("its first element is not a boolean"),
        };
    }

    private static int Integer(XElement value)
    {
        var text = Scalar(value, out var type);
        return type is "i4" or "int" or "i8"
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AnswerFormatException("a number in it is not a number");
    }

    private static string Text(XElement value)
    {
        var text = Scalar(value, out var type);
        return type == "string" ? text : throw new AnswerFormatException("a text in it is not a text");
    }

    private static string Scalar(XElement value, out string type)
    {
        var typed = value.Elements().FirstOrDefault();
        type = typed?.Name.LocalName ?? "string";
        var leaf = typed ?? value;
        return !leaf.HasElements && (type is "string" or "i4" or "int" or "i8" or "boolean")
            ? leaf.Value
            : throw new AnswerFormatException("an element of it has an unexpected type");
    }
}

using System.Runtime.InteropServices;
using System.Xml;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Reads XML that comes from outside: no document type, no entities, bounded size.</summary>
internal static class AnswerXml
{
    // XElement.Load recurses: a document nested deeper than anything the daemon writes must not reach it.
    private const int DepthLimit = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = 2L * AnswerDecoder.SizeLimit,
        // Objects hold the users' own text, which older daemons do not check for control characters.
        CheckCharacters = false,
    };

    public static XElement Load(ReadOnlyMemory<byte> body)
    {
        var bytes = MemoryMarshal.TryGetArray(body, out var segment) ? segment : new ArraySegment<byte>(body.ToArray());
        using var stream = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        return Load(() => XmlReader.Create(stream, Settings), () => stream.Position = 0);
    }

    /// <summary>Reads the document that an info call answers as a text.</summary>
    public static XElement Parse(string text) => Load(() => XmlReader.Create(new StringReader(text), Settings), () => { });

    private static XElement Load(Func<XmlReader> open, Action rewind)
    {
        try
        {
            using (var reader = open())
                CheckDepth(reader);
            rewind();
            using (var reader = open())
                return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException failure)
        {
            // The parser's own message may quote the document, and so a secret in it.
            throw new AnswerFormatException(
                $"it is not well-formed XML (line {failure.LineNumber}, column {failure.LinePosition})");
        }
    }

    private static void CheckDepth(XmlReader reader)
    {
        while (reader.Read())
            if (reader.Depth > DepthLimit)
                throw new AnswerFormatException("it is XML nested too deep");
    }
}

using System.Xml;
using System.Xml.Linq;

namespace EdgeProvision.Sandbox.OpenNebula.Xml;

/// <summary>
/// Reads XML that anybody may have sent, before they have shown who they are: no document type, and no more depth and pieces than a
/// call can need, since a tree that is deep enough ends the process that walks it. Attributes mean nothing here and are left out.
/// </summary>
internal static class XmlTree
{
    // The deepest thing that a client sends is multicall's array of structs of arrays; the longest, one of some thousand calls.
    private const int MaximumDepth = 256;
    private const int MaximumNodes = 100_000;

    /// <exception cref="XmlException">It is not well-formed, or goes beyond the limits.</exception>
    internal static XElement Read(TextReader text) => Read(settings => XmlReader.Create(text, settings));

    /// <inheritdoc cref="Read(TextReader)"/>
    internal static XElement Read(Stream bytes) => Read(settings => XmlReader.Create(bytes, settings));

    private static XElement Read(Func<XmlReaderSettings, XmlReader> open)
    {
        using var reader = open(new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var document = new XElement("document");
        var parent = document;
        for (var nodes = 0; reader.Read(); nodes++)
        {
            if (reader.Depth > MaximumDepth || nodes > MaximumNodes) throw new XmlException("The document is too large.");
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var element = new XElement(XName.Get(reader.LocalName, reader.NamespaceURI));
                    parent.Add(element);
                    if (!reader.IsEmptyElement) parent = element;
                    break;
                case XmlNodeType.EndElement:
                    parent = parent.Parent!;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace when parent != document:
                    parent.Add(reader.Value);
                    break;
            }
        }

        var root = document.Elements().Single();
        root.Remove();
        return root;
    }
}

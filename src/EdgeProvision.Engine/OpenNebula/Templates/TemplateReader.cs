using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Reads the template elements of an object's XML.</summary>
public static class TemplateReader
{
    /// <summary>
    /// The attributes below an element. A child with children is a section. An empty section is told from an empty text by nothing in the
    /// XML; both read as an empty text.
    /// </summary>
    public static AttributeTree Read(XElement? element) =>
        element is null || !element.HasElements ? AttributeTree.Empty : new AttributeTree(element.Elements().Select(ReadAttribute));

    private static TemplateAttribute ReadAttribute(XElement element) => element.HasElements
        ? new TemplateAttribute(element.Name.LocalName, Read(element))
        : new TemplateAttribute(element.Name.LocalName, element.Value);
}

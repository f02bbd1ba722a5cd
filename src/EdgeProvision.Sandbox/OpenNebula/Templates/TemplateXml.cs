using System.Xml.Linq;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Templates;

/// <summary>Templates as XML, in both directions. The name of the root does not matter when reading.</summary>
internal static class TemplateXml
{
    internal static Template Read(string text)
    {
        XElement root;
        try
        {
            root = XmlTree.Read(new StringReader(text.TrimStart()));
        }
        catch (System.Xml.XmlException)
        {
            throw new TemplateSyntaxException("Error parsing XML string: XML is not well-formed");
        }

        var template = new Template();
        foreach (var element in root.Elements())
        {
            var name = element.Name.LocalName.ToUpperInvariant();
            if (!element.HasElements)
            {
                template.Add(name, element.Value);
                continue;
            }

            var vector = new VectorAttribute(name);
            foreach (var child in element.Elements()) vector[child.Name.LocalName.ToUpperInvariant()] = child.Value;
            template.Add(vector);
        }

        return template;
    }

    internal static void Write(XmlText xml, string root, Template template)
    {
        xml.Open(root);
        foreach (var attribute in template.Attributes)
        {
            if (attribute is SingleAttribute single) xml.CData(single.Name, single.Value);
            else if (attribute is VectorAttribute vector) WriteVector(xml, vector);
        }

        xml.Close(root);
    }

    internal static void WriteVector(XmlText xml, VectorAttribute vector)
    {
        xml.Open(vector.Name);
        foreach (var (name, value) in vector.Values) xml.CData(name, value);
        xml.Close(vector.Name);
    }
}

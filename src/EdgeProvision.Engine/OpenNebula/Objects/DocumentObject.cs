using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A document.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name; not unique.</param>
/// <param name="OwnerId">The user it belongs to.</param>
/// <param name="Type">The number of the application that it belongs to.</param>
/// <param name="Template">Its attributes; encrypted ones as cipher text unless they were asked for in clear.</param>
public sealed record DocumentObject(int Id, string Name, int OwnerId, int Type, AttributeTree Template)
{
    internal static DocumentObject Read(XElement xml) => new(
        xml.Expect("DOCUMENT").Id(), xml.Text("NAME"), xml.Number("UID"), xml.Number("TYPE"), xml.Template());
}

using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A virtual machine template.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique for its owner.</param>
/// <param name="OwnerId">The user it belongs to.</param>
/// <param name="OwnerName">That user's name.</param>
/// <param name="RegisteredAt">When it was made, by the front-end's clock.</param>
/// <param name="Template">Its attributes.</param>
public sealed record VmTemplateObject(
    int Id, string Name, int OwnerId, string OwnerName, DateTimeOffset RegisteredAt, AttributeTree Template)
{
    internal static VmTemplateObject Read(XElement xml) => new(
        xml.Expect("VMTEMPLATE").Id(),
        xml.Text("NAME"),
        xml.Number("UID"),
        xml.Text("UNAME"),
        DateTimeOffset.FromUnixTimeSeconds(xml.LongNumber("REGTIME")),
        xml.Template());
}

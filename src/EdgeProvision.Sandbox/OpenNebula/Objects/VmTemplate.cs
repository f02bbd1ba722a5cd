using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>A template for virtual machines; names are unique per owner, not in the zone.</summary>
internal sealed class VmTemplate(int id, string name, User owner, long registered) : PoolObject(ObjectKind.Template, id, name, owner)
{
    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("VMTEMPLATE");
        WriteOwner(xml);
        WriteLock(xml);
        Permissions.Write(xml);
        xml.Number("REGTIME", registered);
        view.WriteTemplate(xml, this);
        xml.Close("VMTEMPLATE");
    }
}

using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>An object for programs around the daemon, which does not look inside; names need not be unique.</summary>
internal sealed class Document(int id, string name, User owner, int type) : PoolObject(ObjectKind.Document, id, name, owner)
{
    internal int Type { get; } = type;

    internal override void Write(XmlText xml, XmlView view)
    {
        xml.Open("DOCUMENT");
        WriteOwner(xml);
        xml.Number("TYPE", Type);
        Permissions.Write(xml);
        WriteLock(xml);
        view.WriteTemplate(xml, this);
        xml.Close("DOCUMENT");
    }
}

using EdgeProvision.Sandbox.OpenNebula.Templates;
using EdgeProvision.Sandbox.OpenNebula.Xml;

namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>How an object is to be written: for whom and in which call.</summary>
/// <param name="Zone">The zone it belongs to.</param>
/// <param name="Decrypt">Whether encrypted attributes are shown in clear.</param>
/// <param name="InPool">Whether it is written as a member of a pool, where some kinds show less.</param>
internal sealed record XmlView(Zone Zone, bool Decrypt, bool InPool)
{
    internal ReleaseFacts Facts => Zone.Facts;

    internal void WriteTemplate(XmlText xml, PoolObject item) => TemplateXml.Write(xml, "TEMPLATE",
        Decrypt ? Zone.Cipher.Decrypted(item.Template, Zone.EncryptedNames(item.Kind)) : item.Template);
}

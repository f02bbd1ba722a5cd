using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A program that the front-end runs when something has happened.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Template">Its attributes: what it is for, and what it runs.</param>
public sealed record HookObject(int Id, string Name, AttributeTree Template)
{
    internal static HookObject Read(XElement xml) => new(xml.Expect("HOOK").Id(), xml.Text("NAME"), xml.Template());
}

using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Tags;

/// <summary>The tags of a resource as its own description shows them.</summary>
internal static class TagDocument
{
    public static XElement? Of(Ec2Resource resource, DateTimeOffset moment)
    {
        var tags = resource.Tags.At(moment);
        return tags.Count == 0 ? null : Xml.Set("tagSet", tags.Select(tag => new[] { Xml.Value("key", tag.Key), Xml.Value("value", tag.Value) }));
    }
}

using System.Globalization;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Observation;

/// <summary>What a reference of a descriptor means at an object that stands.</summary>
internal static class ReferenceValue
{
    /// <summary>The value at the reference's path (<c>ID</c>, <c>NAME</c>, <c>TEMPLATE/BRIDGE</c>), or null.</summary>
    public static string? At(TemplateReference reference, int id, string name, AttributeTree template)
    {
        var path = reference.Path.Trim('/');
        return path switch
        {
            "ID" => id.ToString(CultureInfo.InvariantCulture),
            "NAME" => name,
            _ => template.TextAt(path.StartsWith("TEMPLATE/", StringComparison.Ordinal) ? path["TEMPLATE/".Length..] : path),
        };
    }
}

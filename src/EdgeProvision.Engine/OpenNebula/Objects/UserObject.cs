using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A user. Password and token hashes, which the answer holds, are not kept.</summary>
/// <param name="Id">The id; 0 is oneadmin.</param>
/// <param name="Name">The name.</param>
/// <param name="GroupIds">All groups, the secondary ones included; 0 is the administrators' group.</param>
/// <param name="Template">The attributes, for example <c>SSH_PUBLIC_KEY</c>.</param>
public sealed record UserObject(int Id, string Name, ImmutableArray<int> GroupIds, AttributeTree Template)
{
    /// <summary>Whether the user sees and may do everything. A secondary group 0 counts.</summary>
    public bool IsAdministrator => Id == 0 || GroupIds.Contains(0);

    internal static UserObject Read(XElement xml)
    {
        var groups = xml.Expect("USER").Ids("GROUPS");
        if (groups.IsEmpty && xml.NumberOrNull("GID") is { } group)
            groups = [group];
        return new UserObject(xml.Id(), xml.Text("NAME"), groups, xml.Template().Without("TOKEN_PASSWORD", "PASSWORD"));
    }
}

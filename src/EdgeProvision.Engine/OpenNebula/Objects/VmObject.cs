using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A virtual machine.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="OwnerId">The user it belongs to.</param>
/// <param name="State">Its state.</param>
/// <param name="LifeCycleState">Its life cycle state, a number of the front-end (3: running).</param>
/// <param name="HostId">The host it was last placed on, or null.</param>
/// <param name="DatastoreId">The system datastore of that placement, or null.</param>
/// <param name="Template">Its attributes; a pool shows a few only.</param>
/// <param name="UserTemplate">The attributes that users added.</param>
public sealed record VmObject(
    int Id,
    string Name,
    int OwnerId,
    VmState State,
    int LifeCycleState,
    int? HostId,
    int? DatastoreId,
    AttributeTree Template,
    AttributeTree UserTemplate)
{
    /// <summary>Numbers of the actions that ended its stays on hosts, the latest first; 0 for the stay that lasts. A pool shows the latest only.</summary>
    public ImmutableArray<int> Actions { get; init; } = [];

    internal static VmObject Read(XElement xml)
    {
        var history = xml.Expect("VM").Element("HISTORY_RECORDS")?.Elements("HISTORY").OrderByDescending(record => record.Number("SEQ")).ToList();
        var placement = history?.FirstOrDefault();
        return new VmObject(
            xml.Id(),
            xml.Text("NAME"),
            xml.Number("UID"),
            (VmState)xml.Number("STATE"),
            xml.Number("LCM_STATE"),
            placement?.NumberOrNull("HID"),
            placement?.NumberOrNull("DS_ID"),
            xml.Template(),
            TemplateReader.Read(xml.Element("USER_TEMPLATE")))
        {
            Actions = [.. history?.Select(record => record.Number("ACTION")) ?? []],
        };
    }
}

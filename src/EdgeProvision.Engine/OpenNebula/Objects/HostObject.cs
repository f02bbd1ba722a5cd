using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A host.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique in the zone.</param>
/// <param name="State">Its state.</param>
/// <param name="ClusterId">The cluster it is in.</param>
/// <param name="ClusterName">That cluster's name.</param>
/// <param name="ImMad">The information driver.</param>
/// <param name="VmMad">The virtualization driver.</param>
/// <param name="RunningVms">How many virtual machines are placed there; pending ones do not count.</param>
/// <param name="VmIds">Which.</param>
/// <param name="Template">Its attributes; encrypted ones as cipher text unless they were asked for in clear.</param>
public sealed record HostObject(
    int Id,
    string Name,
    HostState State,
    int ClusterId,
    string ClusterName,
    string ImMad,
    string VmMad,
    int RunningVms,
    ImmutableArray<int> VmIds,
    AttributeTree Template)
{
    /// <summary>What it has and what virtual machines were given of it.</summary>
    public HostCapacity Capacity { get; init; } = HostCapacity.Unknown;

    internal static HostObject Read(XElement xml) => new(
        xml.Expect("HOST").Id(),
        xml.Text("NAME"),
        (HostState)xml.Number("STATE"),
        xml.NumberOrNull("CLUSTER_ID") ?? -1,
        xml.Text("CLUSTER"),
        xml.Text("IM_MAD"),
        xml.Text("VM_MAD"),
        xml.Element("HOST_SHARE")?.Number("RUNNING_VMS") ?? 0,
        xml.Ids("VMS"),
        xml.Template())
    {
        Capacity = HostCapacity.Read(xml.Element("HOST_SHARE")),
    };
}

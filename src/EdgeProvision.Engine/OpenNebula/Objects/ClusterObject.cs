using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A cluster.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique in the zone.</param>
/// <param name="HostIds">The hosts in it.</param>
/// <param name="DatastoreIds">The datastores in it.</param>
/// <param name="NetworkIds">The networks in it, those being deleted included.</param>
/// <param name="Template">Its attributes.</param>
public sealed record ClusterObject(
    int Id,
    string Name,
    ImmutableArray<int> HostIds,
    ImmutableArray<int> DatastoreIds,
    ImmutableArray<int> NetworkIds,
    AttributeTree Template)
{
    internal static ClusterObject Read(XElement xml) => new(
        xml.Expect("CLUSTER").Id(), xml.Text("NAME"), xml.Ids("HOSTS"), xml.Ids("DATASTORES"), xml.Ids("VNETS"), xml.Template());
}

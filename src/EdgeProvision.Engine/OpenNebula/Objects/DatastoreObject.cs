using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A datastore.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique in the zone.</param>
/// <param name="OwnerId">The user it belongs to.</param>
/// <param name="Type">What it holds.</param>
/// <param name="DsMad">The datastore driver; <c>-</c> for a system datastore.</param>
/// <param name="TmMad">The transfer driver.</param>
/// <param name="ClusterIds">The clusters it is in.</param>
/// <param name="ImageIds">The images in it.</param>
/// <param name="TotalMb">Its size as last monitored.</param>
/// <param name="FreeMb">What is free of it.</param>
/// <param name="Template">Its attributes.</param>
public sealed record DatastoreObject(
    int Id,
    string Name,
    int OwnerId,
    DatastoreType Type,
    string DsMad,
    string TmMad,
    ImmutableArray<int> ClusterIds,
    ImmutableArray<int> ImageIds,
    long TotalMb,
    long FreeMb,
    AttributeTree Template)
{
    /// <summary>What is used of it, as last monitored.</summary>
    public long UsedMb { get; init; }

    /// <summary>True when nothing new may be put into it.</summary>
    public bool IsDisabled { get; init; }

    internal static DatastoreObject Read(XElement xml) => new(
        xml.Expect("DATASTORE").Id(),
        xml.Text("NAME"),
        xml.Number("UID"),
        (DatastoreType)xml.Number("TYPE"),
        xml.Text("DS_MAD"),
        xml.Text("TM_MAD"),
        xml.Ids("CLUSTERS"),
        xml.Ids("IMAGES"),
        xml.LongNumber("TOTAL_MB"),
        xml.LongNumber("FREE_MB"),
        xml.Template())
    {
        UsedMb = xml.LongNumber("USED_MB"),
        IsDisabled = xml.NumberOrNull("STATE") == 1,
    };
}

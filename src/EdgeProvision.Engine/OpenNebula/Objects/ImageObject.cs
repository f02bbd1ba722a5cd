using System.Collections.Immutable;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>An image.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique for its owner.</param>
/// <param name="OwnerId">The user it belongs to.</param>
/// <param name="State">Its state.</param>
/// <param name="DatastoreId">The datastore it is in.</param>
/// <param name="VmIds">The virtual machines that use it.</param>
/// <param name="Template">Its attributes.</param>
public sealed record ImageObject(
    int Id, string Name, int OwnerId, ImageState State, int DatastoreId, ImmutableArray<int> VmIds, AttributeTree Template)
{
    internal static ImageObject Read(XElement xml) => new(
        xml.Expect("IMAGE").Id(),
        xml.Text("NAME"),
        xml.Number("UID"),
        (ImageState)xml.Number("STATE"),
        xml.NumberOrNull("DATASTORE_ID") ?? -1,
        xml.Ids("VMS"),
        xml.Template());
}

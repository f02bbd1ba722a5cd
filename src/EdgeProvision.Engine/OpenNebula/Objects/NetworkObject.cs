using System.Collections.Immutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>A virtual network.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name, unique for its owner.</param>
/// <param name="OwnerId">The user it belongs to.</param>
/// <param name="State">Its state; null on 5.10, where networks are made and deleted within the call.</param>
/// <param name="ClusterIds">The clusters it is in.</param>
/// <param name="Bridge">The bridge on the hosts.</param>
/// <param name="VnMad">The network driver.</param>
/// <param name="UsedLeases">How many addresses are in use.</param>
/// <param name="AddressRanges">Its ranges. Until it is ready an IPAM range stands in the template instead.</param>
/// <param name="Template">Its attributes.</param>
public sealed partial record NetworkObject(
    int Id,
    string Name,
    int OwnerId,
    NetworkState? State,
    ImmutableArray<int> ClusterIds,
    string Bridge,
    string VnMad,
    int UsedLeases,
    ImmutableArray<AddressRange> AddressRanges,
    AttributeTree Template)
{
    /// <summary>Why it is in its error state, as far as the driver said, without the date that the daemon puts before it; or null.</summary>
    public string? ErrorText => Template.Text("ERROR") is { } text && DatePattern().Replace(text, "").Trim() is { Length: > 0 } reason ? reason : null;

    /// <summary>The owner's name.</summary>
    public string OwnerName { get; init; } = "";

    /// <summary>The name of the owner's group.</summary>
    public string GroupName { get; init; } = "";

    internal static NetworkObject Read(XElement xml) => new(
        xml.Expect("VNET").Id(),
        xml.Text("NAME"),
        xml.Number("UID"),
        (NetworkState?)xml.NumberOrNull("STATE"),
        xml.Ids("CLUSTERS"),
        xml.Text("BRIDGE"),
        xml.Text("VN_MAD"),
        xml.Number("USED_LEASES"),
        [.. xml.Element("AR_POOL")?.Elements("AR").Select(AddressRange.Read) ?? []],
        xml.Template())
    {
        OwnerName = xml.Text("UNAME"),
        GroupName = xml.Text("GNAME"),
    };

    // Sun Nov 22 16:51:51 2026 : what the driver said
    [GeneratedRegex(@"\A\s*[A-Za-z]{3} [A-Za-z]{3} +\d{1,2} \d{2}:\d{2}:\d{2} \d{4} *:")]
    private static partial Regex DatePattern();
}

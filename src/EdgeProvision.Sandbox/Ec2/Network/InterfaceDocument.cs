using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>Network interfaces as the API shows them: by themselves, and within an instance.</summary>
internal static class InterfaceDocument
{
    public static IEnumerable<XElement?> Of(NetworkInterface card, Holdings holdings, DateTimeOffset moment) =>
    [
        .. Common(card, holdings),
        Xml.Value("availabilityZone", card.Subnet.Zone.Name),
        Xml.Value("interfaceType", "interface"),
        Xml.Value("requesterManaged", false),
        card.Instance is { } instance
            ? Xml.Node("attachment", Xml.Value("attachmentId", card.AttachmentId), Xml.Value("instanceId", instance.Id), Xml.Value("instanceOwnerId", holdings.AccountId),
                Xml.Value("deviceIndex", 0), Xml.Value("status", "attached"), Xml.Value("attachTime", card.CreatedAt), Xml.Value("deleteOnTermination", card.DeletesOnTermination))
            : null,
        TagDocument.Of(card, moment),
    ];

    public static IEnumerable<XElement?> InInstance(NetworkInterface card, Holdings holdings) =>
    [
        .. Common(card, holdings),
        Xml.Node("attachment", Xml.Value("attachmentId", card.AttachmentId), Xml.Value("deviceIndex", 0), Xml.Value("status", "attached"),
            Xml.Value("attachTime", card.CreatedAt), Xml.Value("deleteOnTermination", card.DeletesOnTermination)),
    ];

    public static XElement Groups(IEnumerable<SecurityGroup> groups) =>
        Xml.Set("groupSet", groups.Select(group => new[] { Xml.Value("groupId", group.Id), Xml.Value("groupName", group.Name) }));

    private static IEnumerable<XElement?> Common(NetworkInterface card, Holdings holdings) =>
    [
        Xml.Value("networkInterfaceId", card.Id),
        Xml.Value("subnetId", card.Subnet.Id),
        Xml.Value("vpcId", card.Subnet.Vpc.Id),
        Xml.Value("description", card.Description ?? ""),
        Xml.Value("ownerId", holdings.AccountId),
        Xml.Value("status", card.Instance is null ? "available" : "in-use"),
        Xml.Value("macAddress", card.Mac),
        Xml.Value("privateIpAddress", card.Primary),
        Xml.Value("sourceDestCheck", card.ChecksSource),
        Groups(card.Groups),
        Association(card, card.Primary, holdings),
        Xml.Set("privateIpAddressesSet", card.Addresses.Select(address => new[]
        {
            Xml.Value("privateIpAddress", address), Xml.Value("primary", address == card.Primary), Association(card, address, holdings),
        })),
    ];

    private static XElement? Association(NetworkInterface card, string address, Holdings holdings)
    {
        if (card.PublicOf(address) is not { } publicAddress)
            return null;
        var elastic = card.Elastic.GetValueOrDefault(address);
        return Xml.Node(
            "association",
            Xml.Value(card.IsInWavelengthZone ? "carrierIp" : "publicIp", publicAddress),
            Xml.Value("ipOwnerId", elastic is null ? "amazon" : holdings.AccountId),
            Xml.Value("allocationId", elastic?.Id),
            Xml.Value("associationId", elastic?.Association?.Id));
    }
}

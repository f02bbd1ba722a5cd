using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The calls about network interfaces; they are made and go with their instances. Each runs with the store's gate held.</summary>
internal sealed class InterfaceCalls(Ec2Store store)
{
    private static readonly ResourceList<NetworkInterface> List = new(
        "NetworkInterfaceId", "networkInterfaceSet", holdings => holdings.Interfaces,
        new Dictionary<string, Func<NetworkInterface, DateTimeOffset, IEnumerable<string?>>>
        {
            ["network-interface-id"] = (card, _) => [card.Id],
            ["subnet-id"] = (card, _) => [card.Subnet.Id],
            ["vpc-id"] = (card, _) => [card.Subnet.Vpc.Id],
            ["availability-zone"] = (card, _) => [card.Subnet.Zone.Name],
            ["group-id"] = (card, _) => card.Groups.Select(group => group.Id),
            ["attachment.instance-id"] = (card, _) => [card.Instance?.Id],
            ["addresses.private-ip-address"] = (card, _) => card.Addresses,
            ["private-ip-address"] = (card, _) => [card.Primary],
            ["association.public-ip"] = (card, _) => card.Addresses.Select(card.PublicOf),
            ["status"] = (card, _) => [card.Instance is null ? "available" : "in-use"],
        },
        (card, call) => InterfaceDocument.Of(card, call.Holdings, call.Moment));

    public IEnumerable<Ec2Action> Actions =>
        [new("DescribeNetworkInterfaces", List.Describe), new("DeleteNetworkInterface", Delete), new("ModifyNetworkInterfaceAttribute", Modify)];

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var card = call.Holdings.Interfaces.Get(call, call.Parameters, "NetworkInterfaceId");
        call.Ready();
        if (card.Instance is not null)
            throw new Ec2RefusedException("InvalidParameterValue", $"Network interface '{card.Id}' is currently in use.");
        foreach (var elastic in card.Elastic.Values.ToList())
            elastic.Dissociate();
        card.GoneAt = store.Now;
        return Xml.Done;
    }

    private IEnumerable<XElement?> Modify(Ec2Call call)
    {
        var card = call.Holdings.Interfaces.Get(call, call.Parameters, "NetworkInterfaceId");
        var checks = call.Parameters.Group("SourceDestCheck").MaybeFlag("Value");
        var groups = GroupReader.Read(call, call.Parameters.Texts("SecurityGroupId"), card.Subnet.Vpc, store.Options.Quotas);
        if (checks is null == (groups is null))
            throw Ec2RefusedException.Combination("Exactly one attribute must be specified.");
        call.Ready();
        (card.ChecksSource, card.Groups) = (checks ?? card.ChecksSource, groups ?? card.Groups);
        return Xml.Done;
    }
}

using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>VPCs, gateways and route tables as the API shows them.</summary>
internal static class NetworkDocument
{
    public static IEnumerable<XElement?> Of(Vpc vpc, Holdings holdings, DateTimeOffset moment) =>
    [
        Xml.Value("vpcId", vpc.Id),
        Xml.Value("ownerId", holdings.AccountId),
        Xml.Value("state", vpc.StateAt(moment)),
        Xml.Value("cidrBlock", vpc.Block),
        Xml.Set("cidrBlockAssociationSet",
        [
            new[] { Xml.Value("cidrBlock", vpc.Block), Xml.Value("associationId", AssociationId(vpc)), Xml.Node("cidrBlockState", Xml.Value("state", "associated")) },
        ]),
        Xml.Value("dhcpOptionsId", "default"),
        Xml.Value("instanceTenancy", vpc.Tenancy),
        Xml.Value("isDefault", vpc.IsDefault),
        TagDocument.Of(vpc, moment),
    ];

    public static IEnumerable<XElement?> Of(Subnet subnet, Holdings holdings, DateTimeOffset moment) =>
    [
        Xml.Value("subnetId", subnet.Id),
        Xml.Value("subnetArn", $"arn:aws:ec2:{holdings.Region.Name}:{holdings.AccountId}:subnet/{subnet.Id}"),
        Xml.Value("ownerId", holdings.AccountId),
        Xml.Value("state", subnet.StateAt(moment)),
        Xml.Value("vpcId", subnet.Vpc.Id),
        Xml.Value("cidrBlock", subnet.Block),
        Xml.Value("availabilityZone", subnet.Zone.Name),
        Xml.Value("availabilityZoneId", subnet.Zone.Id),
        Xml.Value("availableIpAddressCount", subnet.Usable - holdings.Interfaces.Living.Where(card => card.Subnet == subnet).Sum(card => card.Addresses.Count)),
        Xml.Value("mapPublicIpOnLaunch", subnet.MapsPublicIp),
        Xml.Value("defaultForAz", subnet.IsDefaultForZone),
        Xml.Value("assignIpv6AddressOnCreation", false),
        TagDocument.Of(subnet, moment),
    ];

    public static IEnumerable<XElement?> Of(InternetGateway gateway, Holdings holdings, DateTimeOffset moment) =>
    [
        Xml.Value("internetGatewayId", gateway.Id),
        Xml.Value("ownerId", holdings.AccountId),
        Xml.Set("attachmentSet", gateway.Vpc is { } vpc ? [new[] { Xml.Value("vpcId", vpc.Id), Xml.Value("state", "available") }] : []),
        TagDocument.Of(gateway, moment),
    ];

    public static IEnumerable<XElement?> Of(RouteTable table, Holdings holdings, DateTimeOffset moment) =>
    [
        Xml.Value("routeTableId", table.Id),
        Xml.Value("ownerId", holdings.AccountId),
        Xml.Value("vpcId", table.Vpc.Id),
        Xml.Set("routeSet", table.Routes.Select(route => Of(route, table.Vpc))),
        Xml.Set("associationSet", table.Associations.Select(association => new[]
        {
            Xml.Value("routeTableAssociationId", association.Id), Xml.Value("routeTableId", table.Id), Xml.Value("subnetId", association.Subnet?.Id),
            Xml.Value("main", association.Subnet is null), Associated(),
        })),
        TagDocument.Of(table, moment),
    ];

    public static XElement Associated() => Xml.Node("associationState", Xml.Value("state", "associated"));

    private static XElement?[] Of(Route route, Vpc vpc) =>
    [
        Xml.Value("destinationCidrBlock", route.Destination),
        Xml.Value("gatewayId", route.IsLocal ? "local" : route.Target is InternetGateway gateway ? gateway.Id : null),
        Xml.Value("carrierGatewayId", route.Target is CarrierGateway carrier ? carrier.Id : null),
        Xml.Value("instanceId", route.Target is NetworkInterface { Instance: { } instance } ? instance.Id : null),
        Xml.Value("networkInterfaceId", route.Target is NetworkInterface card ? card.Id : null),
        Xml.Value("state", route.IsBlackhole(vpc) ? "blackhole" : "active"),
        Xml.Value("origin", route.IsLocal ? "CreateRouteTable" : "CreateRoute"),
    ];

    private static string AssociationId(Vpc vpc) => "vpc-cidr-assoc" + vpc.Id["vpc".Length..];
}

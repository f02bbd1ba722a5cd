using Amazon.EC2;
using Amazon.EC2.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>The kinds of parts that networks of provisions are made of.</summary>
internal static class PartKinds
{
    // They are shown for a while when they are gone.
    private static readonly string[] Gone = ["deleting", "deleted"];

    public static PartKind<KeyPairInfo> KeyPairs { get; } = new()
    {
        Action = "DescribeKeyPairs",
        Place = PartPlace.Sometimes,
        ReadPage = async (client, filters, _, token) => ((await client.DescribeKeyPairsAsync(new DescribeKeyPairsRequest { Filters = filters }, token).ConfigureAwait(false)).KeyPairs, null),
        Id = pair => pair.KeyPairId,
        Tags = pair => pair.Tags,
        VpcId = _ => null,
        Removals = pair => [new("DeleteKeyPair", (client, token) => client.DeleteKeyPairAsync(new DeleteKeyPairRequest { KeyPairId = pair.KeyPairId }, token))],
    };

    public static PartKind<Subnet> Subnets { get; } = new()
    {
        Action = "DescribeSubnets",
        Place = PartPlace.HoldsMachines,
        ReadPage = async (client, filters, page, token) =>
        {
            var answer = await client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = filters, NextToken = page }, token).ConfigureAwait(false);
            return (answer.Subnets, answer.NextToken);
        },
        Id = subnet => subnet.SubnetId,
        Tags = subnet => subnet.Tags,
        VpcId = subnet => subnet.VpcId,
        Removals = subnet => [new("DeleteSubnet", (client, token) => client.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = subnet.SubnetId }, token))],
    };

    public static PartKind<SecurityGroup> Groups { get; } = new()
    {
        Action = "DescribeSecurityGroups",
        Place = PartPlace.InVpc,
        ReadPage = async (client, filters, page, token) =>
        {
            var answer = await client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = filters, NextToken = page }, token).ConfigureAwait(false);
            return (answer.SecurityGroups, answer.NextToken);
        },
        Id = group => group.GroupId,
        Tags = group => group.Tags,
        VpcId = group => group.VpcId,
        Removals = group => [new("DeleteSecurityGroup", (client, token) => client.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group.GroupId }, token))],
    };

    public static PartKind<RouteTable> RouteTables { get; } = new()
    {
        Action = "DescribeRouteTables",
        Place = PartPlace.InVpc,
        ReadPage = async (client, filters, page, token) =>
        {
            var answer = await client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = filters, NextToken = page }, token).ConfigureAwait(false);
            return (answer.RouteTables, answer.NextToken);
        },
        Id = table => table.RouteTableId,
        Tags = table => table.Tags,
        VpcId = table => table.VpcId,
        Removals = table =>
        [
            .. (table.Associations ?? []).Where(a => a.Main != true).Select(a => new PartRemoval(
                "DisassociateRouteTable", (client, token) => client.DisassociateRouteTableAsync(new DisassociateRouteTableRequest { AssociationId = a.RouteTableAssociationId }, token))),
            new("DeleteRouteTable", (client, token) => client.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = table.RouteTableId }, token)),
        ],
    };

    public static PartKind<InternetGateway> InternetGateways { get; } = new()
    {
        Action = "DescribeInternetGateways",
        Place = PartPlace.Alone,
        ReadPage = async (client, filters, page, token) =>
        {
            var answer = await client.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { Filters = filters, NextToken = page }, token).ConfigureAwait(false);
            return (answer.InternetGateways, answer.NextToken);
        },
        Id = gateway => gateway.InternetGatewayId,
        Tags = gateway => gateway.Tags,
        VpcId = gateway => gateway.Attachments?.FirstOrDefault()?.VpcId,
        Removals = gateway =>
        [
            .. (gateway.Attachments ?? []).Select(a => new PartRemoval(
                "DetachInternetGateway", (client, token) => client.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = a.VpcId }, token))),
            new("DeleteInternetGateway", (client, token) => client.DeleteInternetGatewayAsync(new DeleteInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId }, token)),
        ],
    };

    public static PartKind<CarrierGateway> CarrierGateways { get; } = new()
    {
        Action = "DescribeCarrierGateways",
        Place = PartPlace.Sometimes,
        ReadPage = async (client, filters, page, token) =>
        {
            var answer = await client.DescribeCarrierGatewaysAsync(new DescribeCarrierGatewaysRequest { Filters = filters, NextToken = page }, token).ConfigureAwait(false);
            return (answer.CarrierGateways?.Where(g => !Gone.Contains(g.State?.Value, StringComparer.Ordinal)), answer.NextToken);
        },
        Id = gateway => gateway.CarrierGatewayId,
        Tags = gateway => gateway.Tags,
        VpcId = gateway => gateway.VpcId,
        Removals = gateway => [new("DeleteCarrierGateway", (client, token) => client.DeleteCarrierGatewayAsync(new DeleteCarrierGatewayRequest { CarrierGatewayId = gateway.CarrierGatewayId }, token))],
    };

    public static PartKind<Vpc> Vpcs { get; } = new()
    {
        Action = "DescribeVpcs",
        Place = PartPlace.Alone,
        ReadPage = async (client, filters, page, token) =>
        {
            var answer = await client.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = filters, NextToken = page }, token).ConfigureAwait(false);
            return (answer.Vpcs, answer.NextToken);
        },
        Id = vpc => vpc.VpcId,
        Tags = vpc => vpc.Tags,
        VpcId = vpc => vpc.VpcId,
        Removals = vpc => [new("DeleteVpc", (client, token) => client.DeleteVpcAsync(new DeleteVpcRequest { VpcId = vpc.VpcId }, token))],
    };

    /// <summary>In the order that they are removed in: subnets first, since they show whether anything is in the network, and the VPC, which holds the others, last.</summary>
    public static IReadOnlyList<IPartKind> InOrderOfRemoval { get; } = [KeyPairs, Subnets, Groups, RouteTables, InternetGateways, CarrierGateways, Vpcs];
}

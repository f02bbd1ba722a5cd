using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>The ways out of a provision's own network: to the Internet, and in Wavelength Zones to the carrier's network. Each is a gateway and a table of routes that leads there.</summary>
internal sealed class NetworkEdge(NetworkPart part)
{
    private const string Everywhere = "0.0.0.0/0";

    /// <summary>The routes to the Internet.</summary>
    public async Task<RouteTable> InternetAsync(string id, string vpc, CancellationToken cancellationToken)
    {
        var gateway = await part.EnsureAsync(
            id, "gateway",
            filters => part.FirstAsync(
                Ec2Call.Read("DescribeInternetGateways", "look for the provision's internet gateway", id),
                (client, token) => client.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { Filters = filters }, token),
                answer => answer.InternetGateways, g => g.InternetGatewayId, cancellationToken),
            async () => (await part.MadeAsync(
                NetworkPart.Make("CreateInternetGateway", "make the provision's internet gateway", id),
                (client, token) => client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest { TagSpecifications = part.Tags(ResourceType.InternetGateway, id, "gateway") }, token),
                cancellationToken).ConfigureAwait(false)).InternetGateway,
            cancellationToken).ConfigureAwait(false);
        if (gateway.Attachments is not { Count: > 0 })
            await part.SettleAsync(
                Ec2Call.Write("AttachInternetGateway", "attach the provision's internet gateway", id),
                (client, token) => client.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = vpc }, token),
                ["Resource.AlreadyAssociated"], cancellationToken).ConfigureAwait(false);
        return await RoutesAsync(id, vpc, "routes", new CreateRouteRequest { GatewayId = gateway.InternetGatewayId }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The routes to the carrier of Wavelength Zones.</summary>
    public async Task<RouteTable> CarrierAsync(string id, string vpc, CancellationToken cancellationToken)
    {
        var gateway = await part.EnsureAsync(
            id, "carrier-gateway",
            filters => part.FirstAsync(
                Ec2Call.Read("DescribeCarrierGateways", "look for the provision's carrier gateway", id),
                (client, token) => client.DescribeCarrierGatewaysAsync(new DescribeCarrierGatewaysRequest { Filters = filters }, token),
                answer => answer.CarrierGateways?.Where(g => g.State?.Value is not ("deleting" or "deleted")), g => g.CarrierGatewayId, cancellationToken),
            async () => (await part.MadeAsync(
                NetworkPart.Make("CreateCarrierGateway", "make the provision's carrier gateway", id),
                (client, token) => client.CreateCarrierGatewayAsync(new CreateCarrierGatewayRequest { VpcId = vpc, TagSpecifications = part.Tags(ResourceType.CarrierGateway, id, "carrier-gateway") }, token),
                cancellationToken).ConfigureAwait(false)).CarrierGateway,
            cancellationToken).ConfigureAwait(false);
        return await RoutesAsync(id, vpc, "carrier-routes", new CreateRouteRequest { CarrierGatewayId = gateway.CarrierGatewayId }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RouteTable> RoutesAsync(string id, string vpc, string kind, CreateRouteRequest route, CancellationToken cancellationToken)
    {
        var table = await part.EnsureAsync(
            id, kind,
            filters => part.FirstAsync(
                Ec2Call.Read("DescribeRouteTables", "look for the provision's routes", id),
                (client, token) => client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = filters }, token), answer => answer.RouteTables, t => t.RouteTableId, cancellationToken),
            async () => (await part.MadeAsync(
                NetworkPart.Make("CreateRouteTable", "make the provision's routes", id),
                (client, token) => client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpc, TagSpecifications = part.Tags(ResourceType.RouteTable, id, kind) }, token),
                cancellationToken).ConfigureAwait(false)).RouteTable,
            cancellationToken).ConfigureAwait(false);
        if (table.Routes?.Any(r => r.DestinationCidrBlock == Everywhere) == true)
            return table;
        (route.RouteTableId, route.DestinationCidrBlock) = (table.RouteTableId, Everywhere);
        await part.SettleAsync(
            Ec2Call.Write("CreateRoute", "lead the provision's network to its gateway", id),
            (client, token) => client.CreateRouteAsync(route, token), ["RouteAlreadyExists"], cancellationToken).ConfigureAwait(false);
        return table;
    }
}

using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>The ways out of a provision's own network: to the Internet, and in Wavelength Zones to the carrier's network. Each is a gateway and a table of routes that leads there.</summary>
internal sealed class NetworkEdge(NetworkPart part)
{
    private const string Everywhere = "0.0.0.0/0";

    // The service's word for a VPC that has a gateway already, among much else.
    private const string HasAnother = "InvalidParameterValue";

    /// <summary>The routes to the Internet.</summary>
    public async Task<RouteTable> InternetAsync(string id, string vpc, CancellationToken cancellationToken)
    {
        var look = new PartLook<InternetGateway>(PartKinds.InternetGateways, "gateway", "look for the provision's internet gateway")
        {
            Fits = gateway => VpcOf(gateway) is null || VpcOf(gateway) == vpc,
            IsInUse = gateway => VpcOf(gateway) is not null,
        };
        var gateway = await part.EnsureAsync(
            id, look,
            async () => (await part.MadeAsync(
                NetworkPart.Make("CreateInternetGateway", "make the provision's internet gateway", id),
                (client, token) => client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest { TagSpecifications = part.Tags(ResourceType.InternetGateway, id, "gateway") }, token),
                cancellationToken).ConfigureAwait(false)).InternetGateway,
            cancellationToken).ConfigureAwait(false);
        if (VpcOf(gateway) is null)
        {
            gateway = await AttachAsync(id, vpc, gateway, look, cancellationToken).ConfigureAwait(false);
            part.Remember(id, look, gateway);
        }

        return await RoutesAsync(id, vpc, "routes", new CreateRouteRequest { GatewayId = gateway.InternetGatewayId }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The routes to the carrier of Wavelength Zones.</summary>
    public async Task<RouteTable> CarrierAsync(string id, string vpc, CancellationToken cancellationToken)
    {
        var look = new PartLook<CarrierGateway>(PartKinds.CarrierGateways, "carrier-gateway", "look for the provision's carrier gateway")
        {
            Fits = gateway => gateway.VpcId == vpc,
            Taken = [HasAnother],
        };
        var gateway = await part.EnsureAsync(
            id, look,
            async () => (await part.MadeAsync(
                NetworkPart.Make("CreateCarrierGateway", "make the provision's carrier gateway", id),
                (client, token) => client.CreateCarrierGatewayAsync(new CreateCarrierGatewayRequest { VpcId = vpc, TagSpecifications = part.Tags(ResourceType.CarrierGateway, id, "carrier-gateway") }, token),
                cancellationToken).ConfigureAwait(false)).CarrierGateway,
            cancellationToken).ConfigureAwait(false);
        return await RoutesAsync(id, vpc, "carrier-routes", new CreateRouteRequest { CarrierGatewayId = gateway.CarrierGatewayId }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Attaches a gateway; where another of ours turns out to be attached already, that one is taken.</summary>
    private async Task<InternetGateway> AttachAsync(string id, string vpc, InternetGateway gateway, PartLook<InternetGateway> look, CancellationToken cancellationToken)
    {
        try
        {
            await part.SettleAsync(
                Ec2Call.Write("AttachInternetGateway", "attach the provision's internet gateway", id),
                (client, token) => client.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = vpc }, token),
                ["Resource.AlreadyAssociated"], cancellationToken).ConfigureAwait(false);
            gateway.Attachments = [new InternetGatewayAttachment { VpcId = vpc }];
            return gateway;
        }
        catch (ProviderException failure) when (Ec2Failure.ServiceCode(failure) == HasAnother)
        {
            var attached = look with { Fits = g => VpcOf(g) == vpc };
            if (await part.UntilShownAsync(id, attached, cancellationToken).ConfigureAwait(false) is not { } other)
                throw;
            await part.RemoveDoubleAsync(id, look.Kind, gateway, cancellationToken).ConfigureAwait(false);
            return other;
        }
    }

    private async Task<RouteTable> RoutesAsync(string id, string vpc, string key, CreateRouteRequest route, CancellationToken cancellationToken)
    {
        var look = new PartLook<RouteTable>(PartKinds.RouteTables, key, "look for the provision's routes")
        {
            Fits = table => table.VpcId == vpc,
            IsInUse = table => table.Associations?.Any(a => a.Main != true) == true,
        };
        var table = await part.EnsureAsync(
            id, look,
            async () => (await part.MadeAsync(
                NetworkPart.Make("CreateRouteTable", "make the provision's routes", id),
                (client, token) => client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpc, TagSpecifications = part.Tags(ResourceType.RouteTable, id, key) }, token),
                cancellationToken).ConfigureAwait(false)).RouteTable,
            cancellationToken).ConfigureAwait(false);
        (route.RouteTableId, route.DestinationCidrBlock) = (table.RouteTableId, Everywhere);
        var standing = table.Routes?.FirstOrDefault(r => r.DestinationCidrBlock == Everywhere);
        if (standing is null)
            await part.SettleAsync(
                Ec2Call.Write("CreateRoute", "lead the provision's network to its gateway", id),
                (client, token) => client.CreateRouteAsync(route, token), ["RouteAlreadyExists"], cancellationToken).ConfigureAwait(false);

        // It led to a gateway that is gone: whatever is sent that way vanishes. One that leads elsewhere is somebody's wish.
        else if (standing.State == RouteState.Blackhole)
            await part.SettleAsync(
                Ec2Call.Write("ReplaceRoute", "lead the provision's network to its gateway again", id),
                (client, token) => client.ReplaceRouteAsync(
                    new ReplaceRouteRequest { RouteTableId = route.RouteTableId, DestinationCidrBlock = Everywhere, GatewayId = route.GatewayId, CarrierGatewayId = route.CarrierGatewayId }, token),
                [], cancellationToken).ConfigureAwait(false);
        return table;
    }

    private static string? VpcOf(InternetGateway gateway) => PartKinds.InternetGateways.VpcId(gateway);
}

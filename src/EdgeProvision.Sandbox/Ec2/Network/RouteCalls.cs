using System.Xml.Linq;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The calls about single routes. Each runs with the store's gate held.</summary>
internal sealed class RouteCalls(Ec2Store store)
{
    public IEnumerable<Ec2Action> Actions => [new("CreateRoute", Create), new("ReplaceRoute", Replace), new("DeleteRoute", Delete)];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var (table, destination) = Read(call);
        var target = Target(call, table);
        call.Ready();
        if (table.Routes.Exists(route => route.Destination == destination))
            throw new Ec2RefusedException("RouteAlreadyExists", $"The route identified by {destination} already exists.");
        if (table.Routes.Count >= store.Options.Quotas.RoutesPerTable)
            throw new Ec2RefusedException("RouteLimitExceeded", "The maximum number of routes has been reached.");
        table.Routes.Add(new Route(destination, target));
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Replace(Ec2Call call)
    {
        var (table, destination) = Read(call);
        var target = Target(call, table);
        var at = table.Routes.FindIndex(route => route.Destination == destination && !route.IsLocal);
        if (at < 0)
            throw NotFound(table, destination);
        call.Ready();
        table.Routes[at] = new Route(destination, target);
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var (table, destination) = Read(call);
        call.Ready();
        var found = table.Routes.Find(route => route.Destination == destination) ?? throw NotFound(table, destination);
        if (found.IsLocal)
            throw new Ec2RefusedException("InvalidParameterValue", $"cannot remove local route {destination} in route table {table.Id}");
        table.Routes.Remove(found);
        return Xml.Done;
    }

    private static Ec2RefusedException NotFound(RouteTable table, AddressBlock destination) =>
        new("InvalidRoute.NotFound", $"no route with destination-cidr-block {destination} in route table {table.Id}");

    private static (RouteTable Table, AddressBlock Destination) Read(Ec2Call call)
    {
        var table = call.Holdings.RouteTables.Get(call, call.Parameters, "RouteTableId");
        var text = call.Parameters.Required("DestinationCidrBlock");
        return AddressBlock.TryParseNetwork(text, out var destination)
            ? (table, destination)
            : throw Ec2RefusedException.Invalid("destinationCidrBlock", text, "This is not a valid CIDR block.");
    }

    private static Ec2Resource Target(Ec2Call call, RouteTable table)
    {
        var (gatewayId, interfaceId, instanceId) = (call.Parameters.Text("GatewayId"), call.Parameters.Text("NetworkInterfaceId"), call.Parameters.Text("InstanceId"));
        var carrierId = call.Parameters.Text("CarrierGatewayId");
        if (new[] { gatewayId, carrierId, interfaceId, instanceId }.Count(id => id is not null) != 1)
            throw Ec2RefusedException.Combination("Exactly one of gatewayId, carrierGatewayId, networkInterfaceId and instanceId must be specified.");
        if (carrierId is not null)
        {
            var carrier = call.Holdings.CarrierGateways.Get(call, carrierId);
            return carrier.Vpc == table.Vpc
                ? carrier
                : throw new Ec2RefusedException("InvalidParameterValue", $"route table {table.Id} and carrier gateway {carrier.Id} belong to different networks");
        }

        if (gatewayId is not null)
        {
            var gateway = call.Holdings.Gateways.Get(call, gatewayId);
            return gateway.Vpc == table.Vpc
                ? gateway
                : throw new Ec2RefusedException("InvalidParameterValue", $"route table {table.Id} and network gateway {gateway.Id} belong to different networks");
        }

        var card = interfaceId is not null ? call.Holdings.Interfaces.Get(call, interfaceId) : call.Holdings.Instances.Get(call, instanceId!).Interface;
        return card.Subnet.Vpc == table.Vpc
            ? card
            : throw new Ec2RefusedException("InvalidParameterValue", $"route table {table.Id} and interface {card.Id} belong to different networks");
    }
}

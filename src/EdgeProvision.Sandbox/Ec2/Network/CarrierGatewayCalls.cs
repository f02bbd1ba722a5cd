using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The calls about carrier gateways. Each runs with the store's gate held.</summary>
internal sealed class CarrierGatewayCalls(Ec2Store store)
{
    private static readonly ResourceList<CarrierGateway> List = new(
        "CarrierGatewayId", "carrierGatewaySet", holdings => holdings.CarrierGateways,
        new Dictionary<string, Func<CarrierGateway, DateTimeOffset, IEnumerable<string?>>>
        {
            ["carrier-gateway-id"] = (gateway, _) => [gateway.Id],
            ["vpc-id"] = (gateway, _) => [gateway.Vpc.Id],
            ["state"] = (gateway, moment) => [gateway.StateAt(moment)],
        },
        (gateway, call) => Of(gateway, call, call.Moment));

    public IEnumerable<Ec2Action> Actions => [new("CreateCarrierGateway", Create), new("DeleteCarrierGateway", Delete), new("DescribeCarrierGateways", List.Describe)];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var earlier = call.Holdings.CarrierGatewayTokens.Find(call.Parameters);
        var vpc = call.Holdings.Vpcs.Get(call, call.Parameters, "VpcId");
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.CarrierGateway);
        if (!call.Holdings.UsableZones.Any(zone => zone.Type == ZoneType.Wavelength))
            throw new Ec2RefusedException("UnsupportedOperation", "The account has opted in to no Wavelength Zone of this region.");
        if (earlier is null && call.Holdings.CarrierGateways.Living.Any(gateway => gateway.Vpc == vpc))
            throw new Ec2RefusedException("InvalidParameterValue", $"Network {vpc.Id} already has a carrier gateway attached");
        call.Ready();
        var made = earlier ?? call.Holdings.CarrierGateways.Add(new CarrierGateway(vpc, store.Now, store.Now + store.Options.NetworkPendingFor), tags);
        if (earlier is null)
            call.Holdings.CarrierGatewayTokens.Remember(call.Parameters, made);
        return [Xml.Node("carrierGateway", Of(made, call, store.Now).ToArray<object?>())];
    }

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var gateway = call.Holdings.CarrierGateways.Get(call, call.Parameters, "CarrierGatewayId");
        call.Ready();
        if (call.Holdings.Interfaces.Living.Any(card => card.Subnet.Vpc == gateway.Vpc && card.IsInWavelengthZone && card.HasPublicAddress))
            throw new Ec2RefusedException("DependencyViolation", $"Network {gateway.Vpc.Id} has some mapped carrier address(es). Please unmap those before deleting the gateway.");
        gateway.GoneAt = store.Now;
        return [Xml.Node("carrierGateway", Xml.Value("carrierGatewayId", gateway.Id), Xml.Value("vpcId", gateway.Vpc.Id), Xml.Value("state", "deleting"))];
    }

    private static IEnumerable<XElement?> Of(CarrierGateway gateway, Ec2Call call, DateTimeOffset moment) =>
    [
        Xml.Value("carrierGatewayId", gateway.Id), Xml.Value("vpcId", gateway.Vpc.Id), Xml.Value("state", gateway.StateAt(moment)), Xml.Value("ownerId", call.Holdings.AccountId),
        TagDocument.Of(gateway, moment),
    ];
}

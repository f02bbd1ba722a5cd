using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The calls about internet gateways. Each runs with the store's gate held.</summary>
internal sealed class GatewayCalls(Ec2Store store)
{
    private static readonly ResourceList<InternetGateway> List = new(
        "InternetGatewayId", "internetGatewaySet", holdings => holdings.Gateways,
        new Dictionary<string, Func<InternetGateway, DateTimeOffset, IEnumerable<string?>>>
        {
            ["internet-gateway-id"] = (gateway, _) => [gateway.Id],
            ["attachment.vpc-id"] = (gateway, _) => [gateway.Vpc?.Id],
            ["attachment.state"] = (gateway, _) => [gateway.Vpc is null ? null : "available"],
        },
        (gateway, call) => NetworkDocument.Of(gateway, call.Holdings, call.Moment));

    public IEnumerable<Ec2Action> Actions =>
    [
        new("CreateInternetGateway", Create), new("DeleteInternetGateway", Delete), new("DescribeInternetGateways", List.Describe),
        new("AttachInternetGateway", Attach), new("DetachInternetGateway", Detach),
    ];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.Gateway);
        if (call.Holdings.Gateways.Living.Count() >= store.Options.Quotas.InternetGateways)
            throw new Ec2RefusedException("InternetGatewayLimitExceeded", "The maximum number of internet gateways has been reached.");
        call.Ready();
        var gateway = call.Holdings.Gateways.Add(new InternetGateway(store.Now), tags);
        return [Xml.Node("internetGateway", NetworkDocument.Of(gateway, call.Holdings, store.Now).ToArray<object?>())];
    }

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var gateway = call.Holdings.Gateways.Get(call, call.Parameters, "InternetGatewayId");
        call.Ready();
        if (gateway.Vpc is not null)
            throw Ec2RefusedException.InUse("internetGateway", gateway.Id);
        gateway.GoneAt = store.Now;
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Attach(Ec2Call call)
    {
        var (gateway, vpc) = Read(call);
        call.Ready();
        if (gateway.Vpc is { } attached)
            throw new Ec2RefusedException("Resource.AlreadyAssociated", $"resource {gateway.Id} is already attached to network {attached.Id}");
        if (call.Holdings.Gateways.Living.Any(other => other.Vpc == vpc))
            throw new Ec2RefusedException("InvalidParameterValue", $"Network {vpc.Id} already has an internet gateway attached");
        gateway.Vpc = vpc;
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Detach(Ec2Call call)
    {
        var (gateway, vpc) = Read(call);
        call.Ready();
        if (gateway.Vpc != vpc)
            throw new Ec2RefusedException("Gateway.NotAttached", $"resource {gateway.Id} is not attached to network {vpc.Id}");
        if (call.Holdings.Interfaces.Living.Any(card => card.Subnet.Vpc == vpc && !card.IsInWavelengthZone && card.HasPublicAddress))
            throw new Ec2RefusedException("DependencyViolation", $"Network {vpc.Id} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.");
        gateway.Vpc = null;
        return Xml.Done;
    }

    private static (InternetGateway Gateway, Vpc Vpc) Read(Ec2Call call) =>
        (call.Holdings.Gateways.Get(call, call.Parameters, "InternetGatewayId"), call.Holdings.Vpcs.Get(call, call.Parameters, "VpcId"));
}

using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Instances;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Addresses;

/// <summary>The calls that lead elastic addresses to instances. Each runs with the store's gate held, and may be repeated.</summary>
internal sealed class AssociationCalls(InstanceLifecycle lifecycle)
{
    public IEnumerable<Ec2Action> Actions => [new("AssociateAddress", Associate), new("DisassociateAddress", Disassociate)];

    private IEnumerable<XElement?> Associate(Ec2Call call)
    {
        var elastic = Elastic(call);
        var card = Interface(call);
        var wish = call.Parameters.Text("PrivateIpAddress") ?? card.Primary;
        var allows = call.Parameters.MaybeFlag("AllowReassociation") ?? true;
        if (!card.Addresses.Contains(wish))
            throw Ec2RefusedException.Invalid("privateIpAddress", wish, $"The address is not assigned to interface {card.Id}.");
        if (elastic.BorderGroup != card.Subnet.Zone.Group)
            throw Ec2RefusedException.Combination($"The network border group {elastic.BorderGroup} of {elastic.Id} is not that of zone {card.Subnet.Zone.Name}.");
        if (!elastic.IsCarrier && !call.Holdings.Gateways.Living.Any(gateway => gateway.Vpc == card.Subnet.Vpc))
            throw new Ec2RefusedException("Gateway.NotAttached", $"Network {card.Subnet.Vpc.Id} is not attached to any internet gateway");
        if (elastic.IsCarrier && !call.Holdings.CarrierGateways.Living.Any(gateway => gateway.Vpc == card.Subnet.Vpc))
            throw new Ec2RefusedException("Gateway.NotAttached", $"Network {card.Subnet.Vpc.Id} has no carrier gateway");
        var isSame = elastic.Association is { } current && current.Interface == card && current.PrivateAddress == wish;
        if (!isSame && !allows && elastic.Association is { } taken)
            throw new Ec2RefusedException("Resource.AlreadyAssociated", $"resource {elastic.Id} is already associated with associate-id {taken.Id}");
        if (!isSame && !allows && card.Elastic.TryGetValue(wish, out var present))
            throw new Ec2RefusedException("Resource.AlreadyAssociated", $"resource {card.Id} is already associated with address {present.Address}");
        call.Ready();
        if (!isSame)
            Move(elastic, card, wish);
        return [.. Xml.Done, Xml.Value("associationId", elastic.Association!.Id)];
    }

    private IEnumerable<XElement?> Disassociate(Ec2Call call)
    {
        var (id, number) = (call.Parameters.Text("AssociationId"), call.Parameters.Text("PublicIp"));
        if (id is null && number is null)
            throw Ec2RefusedException.Missing("associationId");
        call.Ready();
        var elastic = id is null
            ? call.Holdings.Addresses.Living.FirstOrDefault(address => address.Address == number) ?? throw new Ec2RefusedException("AuthFailure", $"The address '{number}' does not belong to you.", 401)
            // An association that has been taken away already is as the caller wants it.
            : call.Holdings.Addresses.All.FirstOrDefault(address => address.HasHad(id)) ?? throw new Ec2RefusedException("InvalidAssociationID.NotFound", $"The association ID '{id}' does not exist");
        if (elastic.Association is { } association && (id is null || association.Id == id))
        {
            elastic.Dissociate();
            lifecycle.Translate(association.Interface, elastic);
        }

        return Xml.Done;
    }

    private void Move(ElasticAddress elastic, NetworkInterface card, string privateAddress)
    {
        var former = elastic.Association?.Interface;
        if (card.Elastic.TryGetValue(privateAddress, out var displaced))
        {
            displaced.Dissociate();
            lifecycle.Translate(card, displaced);
        }

        elastic.Associate(card, privateAddress);
        if (former is not null && former != card)
            lifecycle.Translate(former, elastic);
        lifecycle.Translate(card, elastic);
    }

    private static ElasticAddress Elastic(Ec2Call call)
    {
        if (call.Parameters.Text("AllocationId") is { } id)
            return call.Holdings.Addresses.Get(call, id);
        var number = call.Parameters.Text("PublicIp") ?? throw Ec2RefusedException.Missing("allocationId");
        return call.Holdings.Addresses.Living.FirstOrDefault(address => address.Address == number) ?? throw new Ec2RefusedException("InvalidAddress.NotFound", $"Address '{number}' not found.");
    }

    private static NetworkInterface Interface(Ec2Call call)
    {
        var (instanceId, interfaceId) = (call.Parameters.Text("InstanceId"), call.Parameters.Text("NetworkInterfaceId"));
        if (instanceId is null == (interfaceId is null))
            throw Ec2RefusedException.Combination("You must specify either an instance ID or a network interface ID, but not both in the same call");
        if (interfaceId is not null)
            return call.Holdings.Interfaces.Get(call, interfaceId);
        var instance = call.Holdings.Instances.Get(call, instanceId!);
        if (instance.State is InstanceState.Pending or InstanceState.ShuttingDown or InstanceState.Terminated)
            throw new Ec2RefusedException("InvalidInstanceID", $"The {instance.State} instance '{instance.Id}' is not in a valid state for this operation.");
        return instance.Interface;
    }
}

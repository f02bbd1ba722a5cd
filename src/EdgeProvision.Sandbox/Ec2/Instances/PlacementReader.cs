using EdgeProvision.Sandbox.Ec2.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Firewall;
using EdgeProvision.Sandbox.Ec2.Network;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Instances;

/// <summary>
/// Finds out where an instance goes: subnet, groups and addresses, said at the top level of the call or for its one network interface, but not for both.
/// </summary>
internal sealed class PlacementReader(Ec2Store store, PrivateAddresses addresses)
{
    public Placement Read(Ec2Call call, InstanceType type, int count)
    {
        var parameters = call.Parameters;
        var cards = parameters.Items("NetworkInterface");
        if (cards.Count > 0 && parameters.Has("SubnetId"))
            throw Ec2RefusedException.Combination("Network interfaces and an instance-level subnet ID may not be specified on the same request");
        if (cards.Count > 0 && (parameters.Has("SecurityGroupId") || parameters.Has("SecurityGroup")))
            throw Ec2RefusedException.Combination("Network interfaces and an instance-level security groups may not be specified on the same request");
        if (cards.Count > 0 && parameters.Has("PrivateIpAddress"))
            throw Ec2RefusedException.Combination("Network interfaces and an instance-level private IP address may not be specified on the same request");
        var place = cards.Count == 0 ? ReadPlain(call, type) : ReadCard(call, cards, type);
        Check(call, place, type, count);
        return place with { Tenancy = Tenancy(parameters.Group("Placement")) };
    }

    private Placement ReadPlain(Ec2Call call, InstanceType type)
    {
        var subnet = Subnet(call, call.Parameters.Text("SubnetId"), type);
        var names = call.Parameters.Texts("SecurityGroup");
        if (names.Count > 0 && !subnet.Vpc.IsDefault)
            throw Ec2RefusedException.Combination("The parameter groupName cannot be used with the parameter subnet");
        var named = names.Select(name => call.Holdings.Groups.Living.FirstOrDefault(group => group.Name == name && group.Vpc == subnet.Vpc)
            ?? throw new Ec2RefusedException("InvalidGroup.NotFound", $"The security group '{name}' does not exist in default VPC"));
        return new Placement(subnet, Groups(call, [.. call.Parameters.Texts("SecurityGroupId"), .. named.Select(group => group.Id)], subnet))
        {
            PrivateAddress = call.Parameters.Text("PrivateIpAddress"),
            WantsPublicAddress = subnet.MapsPublicIp,
        };
    }

    private Placement ReadCard(Ec2Call call, IReadOnlyList<ParameterSet> cards, InstanceType type)
    {
        if (cards.Count > 1)
            throw new Ec2RefusedException("UnsupportedOperation", "The sandbox's machines have one network interface.");
        var card = cards[0];
        if (card.Has("NetworkInterfaceId"))
            throw new Ec2RefusedException("UnsupportedOperation", "The sandbox makes network interfaces with their instances only.");
        _ = card.Required("DeviceIndex");
        if (card.Number("DeviceIndex") != 0)
            throw new Ec2RefusedException("InvalidParameterValue", "You must specify a primary network interface, with device index 0.");
        var subnet = Subnet(call, card.Text("SubnetId"), type);
        var secondary = card.Items("PrivateIpAddresses").Select(item => (Address: item.Required("PrivateIpAddress"), IsPrimary: item.Flag("Primary"))).ToList();
        var count = card.Number("SecondaryPrivateIpAddressCount") ?? 0;
        _ = card.Word("InterfaceType", "interface");
        var carrier = card.Flag("AssociateCarrierIpAddress");
        CheckCarrier(call, card, subnet, carrier);
        return new Placement(subnet, Groups(call, card.Texts("SecurityGroupId"), subnet))
        {
            PrivateAddress = card.Text("PrivateIpAddress") ?? secondary.Find(item => item.IsPrimary).Address,
            SecondaryAddresses = [.. secondary.Where(item => !item.IsPrimary).Select(item => item.Address)],
            SecondaryCount = count,
            WantsPublicAddress = card.MaybeFlag("AssociatePublicIpAddress") ?? (carrier || subnet.MapsPublicIp),
            Description = card.Text("Description"),
            DeletesOnTermination = card.MaybeFlag("DeleteOnTermination") ?? true,
        };
    }

    private static void CheckCarrier(Ec2Call call, ParameterSet card, Subnet subnet, bool wants)
    {
        var isThere = subnet.Zone.Type == ZoneType.Wavelength;
        if (wants && !isThere)
            throw new Ec2RefusedException("InvalidParameterCombination", $"The subnet {subnet.Id} is in no Wavelength Zone: there are no carrier IP addresses.");
        if (isThere && card.MaybeFlag("AssociatePublicIpAddress") == true)
            throw new Ec2RefusedException("InvalidParameterCombination", $"The subnet {subnet.Id} is in a Wavelength Zone: ask for a carrier IP address.");
        if (wants && !call.Holdings.CarrierGateways.Living.Any(gateway => gateway.Vpc == subnet.Vpc))
            throw new Ec2RefusedException("Gateway.NotAttached", $"Network {subnet.Vpc.Id} has no carrier gateway");
    }

    private void Check(Ec2Call call, Placement place, InstanceType type, int count)
    {
        var zone = place.Subnet.Zone;
        var wishes = place.SecondaryAddresses.Prepend(place.PrivateAddress).OfType<string>().ToList();
        if (wishes.Count > 0 && count > 1)
            throw Ec2RefusedException.Combination("A private IP address can be specified for one instance only.");
        if (wishes.Distinct().Count() < wishes.Count)
            throw new Ec2RefusedException("InvalidParameterValue", "The same private IP address must not appear multiple times.");
        foreach (var wish in wishes)
            addresses.CheckWish(place.Subnet, wish);
        if (1 + place.SecondaryAddresses.Count + place.SecondaryCount > type.AddressesPerInterface)
            throw new Ec2RefusedException("PrivateIpAddressLimitExceeded", $"Number of private addresses will exceed limit. The limit of {type.Name} is {type.AddressesPerInterface}.");
        if (!type.IsOfferedIn(zone))
        {
            var others = call.Region.OrdinaryZones.Where(type.IsOfferedIn).Select(other => other.Name);
            throw new Ec2RefusedException("Unsupported", $"Your requested instance type ({type.Name}) is not supported in your requested Availability Zone ({zone.Name}). Please retry your request by not specifying an Availability Zone or choosing {string.Join(", ", others)}.");
        }
    }

    private static Subnet Subnet(Ec2Call call, string? id, InstanceType type)
    {
        var placement = call.Parameters.Group("Placement");
        var (zone, zoneId) = (placement.Text("AvailabilityZone"), placement.Text("AvailabilityZoneId"));
        if (zone is not null && call.Region.Zones.All(known => known.Name != zone))
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid availability zone: [{zone}]");
        if (id is null)
        {
            if (!call.Holdings.Vpcs.Living.Any(vpc => vpc.IsDefault))
                throw new Ec2RefusedException("VPCIdNotSpecified", "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.");
            // Where no zone is asked for, it is one that has the type.
            return call.Holdings.Subnets.Living.Where(subnet => subnet.IsDefaultForZone && (zone is null || subnet.Zone.Name == zone) && (zoneId is null || subnet.Zone.Id == zoneId))
                .OrderByDescending(subnet => type.IsOfferedIn(subnet.Zone)).FirstOrDefault()
                ?? throw new Ec2RefusedException("MissingInput", $"No default subnet for availability zone: '{zone ?? zoneId}'.");
        }

        var found = call.Holdings.Subnets.Get(call, id);
        if ((zone is not null && found.Zone.Name != zone) || (zoneId is not null && found.Zone.Id != zoneId))
            throw new Ec2RefusedException("InvalidParameterValue", $"The availability zone '{zone ?? zoneId}' is not that of subnet '{found.Id}': '{found.Zone.Name}'.");
        return found;
    }

    private IReadOnlyList<SecurityGroup> Groups(Ec2Call call, IReadOnlyList<string> ids, Subnet subnet) =>
        GroupReader.Read(call, ids, subnet.Vpc, store.Options.Quotas) ?? [subnet.Vpc.DefaultGroup];

    private static string Tenancy(ParameterSet placement)
    {
        var tenancy = placement.Word("Tenancy", "default", "dedicated", "host") ?? "default";
        if (placement.Text("GroupName") is { } group)
            throw new Ec2RefusedException("InvalidPlacementGroup.Unknown", $"The Placement Group '{group}' is unknown.");
        if (placement.Text("HostId") is { } host)
            throw new Ec2RefusedException("InvalidHostID.NotFound", $"The host ID '{host}' does not exist");
        return tenancy == "host"
            ? throw new Ec2RefusedException("InsufficientHostCapacity", "There is no dedicated host with enough capacity in this account.")
            : tenancy;
    }
}

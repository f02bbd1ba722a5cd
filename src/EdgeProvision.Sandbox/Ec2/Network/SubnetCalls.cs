using System.Xml.Linq;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Ec2.Catalogue;
using EdgeProvision.Sandbox.Ec2.Resources;
using EdgeProvision.Sandbox.Ec2.Tags;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>The calls about subnets. Each runs with the store's gate held.</summary>
internal sealed class SubnetCalls(Ec2Store store)
{
    private static readonly ResourceList<Subnet> List = new(
        "SubnetId", "subnetSet", holdings => holdings.Subnets,
        new Dictionary<string, Func<Subnet, DateTimeOffset, IEnumerable<string?>>>
        {
            ["subnet-id"] = (subnet, _) => [subnet.Id],
            ["vpc-id"] = (subnet, _) => [subnet.Vpc.Id],
            ["availability-zone"] = (subnet, _) => [subnet.Zone.Name],
            ["availability-zone-id"] = (subnet, _) => [subnet.Zone.Id],
            ["cidr-block"] = (subnet, _) => [subnet.Block.ToString()],
            ["state"] = (subnet, moment) => [subnet.StateAt(moment)],
            ["default-for-az"] = (subnet, _) => [subnet.IsDefaultForZone ? "true" : "false"],
            ["map-public-ip-on-launch"] = (subnet, _) => [subnet.MapsPublicIp ? "true" : "false"],
        },
        (subnet, call) => NetworkDocument.Of(subnet, call.Holdings, call.Moment));

    public IEnumerable<Ec2Action> Actions =>
        [new("CreateSubnet", Create), new("DeleteSubnet", Delete), new("DescribeSubnets", List.Describe), new("ModifySubnetAttribute", Modify)];

    private IEnumerable<XElement?> Create(Ec2Call call)
    {
        var vpc = call.Holdings.Vpcs.Get(call, call.Parameters, "VpcId");
        var block = Block(call, vpc);
        var zone = Zone(call);
        var tags = TagReader.ReadSpecification(call.Parameters, ResourceKind.Subnet);
        if (call.Holdings.Subnets.Living.Count(subnet => subnet.Vpc == vpc) >= store.Options.Quotas.SubnetsPerVpc)
            throw new Ec2RefusedException("SubnetLimitExceeded", "The maximum number of subnets has been reached.");
        call.Ready();
        var made = call.Holdings.Subnets.Add(new Subnet(vpc, zone, block, store.Now, store.Now + store.Options.NetworkPendingFor), tags);
        return [Xml.Node("subnet", NetworkDocument.Of(made, call.Holdings, store.Now).ToArray<object?>())];
    }

    private IEnumerable<XElement?> Delete(Ec2Call call)
    {
        var subnet = call.Holdings.Subnets.Get(call, call.Parameters, "SubnetId");
        call.Ready();
        if (call.Holdings.Interfaces.Living.Any(card => card.Subnet == subnet))
            throw Ec2RefusedException.InUse("subnet", subnet.Id);
        subnet.GoneAt = store.Now;
        foreach (var table in call.Holdings.RouteTables.Living)
            table.Associations.RemoveAll(association => association.Subnet == subnet);
        return Xml.Done;
    }

    private static IEnumerable<XElement?> Modify(Ec2Call call)
    {
        var subnet = call.Holdings.Subnets.Get(call, call.Parameters, "SubnetId");
        var maps = call.Parameters.Group("MapPublicIpOnLaunch").MaybeFlag("Value") ?? throw Ec2RefusedException.Combination("No attributes specified.");
        if (maps && subnet.Zone.Type == ZoneType.Wavelength)
            throw new Ec2RefusedException("InvalidParameterValue", $"Subnet {subnet.Id} is in a Wavelength Zone, where instances get carrier IP addresses only.");
        call.Ready();
        subnet.MapsPublicIp = maps;
        return Xml.Done;
    }

    private static AddressBlock Block(Ec2Call call, Vpc vpc)
    {
        var text = call.Parameters.Required("CidrBlock");
        if (!AddressBlock.TryParseNetwork(text, out var block))
            throw Ec2RefusedException.Invalid("cidrBlock", text, "This is not a valid CIDR block.");
        if (block.PrefixLength is < 16 or > 28 || !vpc.Block.Contains(block))
            throw new Ec2RefusedException("InvalidSubnet.Range", $"The CIDR '{text}' is invalid.");
        if (call.Holdings.Subnets.Living.Any(other => other.Vpc == vpc && other.Block.Overlaps(block)))
            throw new Ec2RefusedException("InvalidSubnet.Conflict", $"The CIDR '{text}' conflicts with another subnet");
        return block;
    }

    private static Zone Zone(Ec2Call call)
    {
        var (name, id) = (call.Parameters.Text("AvailabilityZone"), call.Parameters.Text("AvailabilityZoneId"));
        if (name is not null && id is not null)
            throw Ec2RefusedException.Combination("Only one of availabilityZone and availabilityZoneId may be specified.");
        if ((name ?? id) is not { } wanted)
            return call.Region.OrdinaryZones.First();
        return call.Holdings.UsableZones.FirstOrDefault(zone => name is null ? zone.Id == wanted : zone.Name == wanted)
            ?? throw Ec2RefusedException.Invalid(
                name is null ? "availabilityZoneId" : "availabilityZone", wanted,
                $"Subnets can currently only be created in the following availability zones: {string.Join(", ", call.Holdings.UsableZones.Select(zone => name is null ? zone.Id : zone.Name))}.");
    }
}

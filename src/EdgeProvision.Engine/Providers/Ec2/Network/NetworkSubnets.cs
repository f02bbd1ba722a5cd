using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>The subnets of a provision's own network: one for each zone.</summary>
internal sealed class NetworkSubnets(Ec2Service service, NetworkPart part)
{
    // Reads may not show yet what was made for another zone a moment ago.
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    public async Task<string> EnsureAsync(string id, string vpc, Ec2Zone zone, RouteTable table, CancellationToken cancellationToken)
    {
        var look = new PartLook<Subnet>(PartKinds.Subnets, "subnet", "look for the provision's subnets")
        {
            Which = zone.Name,
            Fits = subnet => subnet.VpcId == vpc && subnet.AvailabilityZone == zone.Name,
            Taken = ["InvalidSubnet.Conflict"],
        };
        var subnet = await part.EnsureAsync(id, look, () => MakeAsync(id, vpc, zone, cancellationToken), cancellationToken).ConfigureAwait(false);

        // In a Wavelength Zone an instance asks for its address itself, and no subnet can do so for it.
        if (subnet.MapPublicIpOnLaunch != true && !zone.IsWavelength)
            await part.SettleAsync(
                Ec2Call.Write("ModifySubnetAttribute", $"let instances in {zone.Name} have public addresses", id),
                (client, token) => client.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet.SubnetId, MapPublicIpOnLaunch = true }, token),
                [], cancellationToken).ConfigureAwait(false);
        if (table.Associations?.Any(a => a.SubnetId == subnet.SubnetId) != true)
            await part.SettleAsync(
                Ec2Call.Write("AssociateRouteTable", $"give the subnet in {zone.Name} its routes", id),
                (client, token) => client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = table.RouteTableId, SubnetId = subnet.SubnetId }, token),
                ["Resource.AlreadyAssociated"], cancellationToken).ConfigureAwait(false);
        return subnet.SubnetId;
    }

    private async Task<Subnet> MakeAsync(string id, string vpc, Ec2Zone zone, CancellationToken cancellationToken)
    {
        var standing = await PartKinds.Subnets.OwnAsync(service, id, "look which addresses the provision's subnets have", cancellationToken).ConfigureAwait(false);
        taken.UnionWith(standing.Where(s => s.VpcId == vpc).Select(s => s.CidrBlock));
        var free = Enumerable.Range(0, 256).Select(i => FormattableString.Invariant($"10.66.{i}.0/24")).First(block => !taken.Contains(block));

        // Whatever becomes of the order: one that is refused was for addresses that another subnet has.
        taken.Add(free);
        return (await part.MadeAsync(
            NetworkPart.Make("CreateSubnet", $"make the provision's subnet in {zone.Name}", id),
            (client, token) => client.CreateSubnetAsync(
                new CreateSubnetRequest { VpcId = vpc, CidrBlock = free, AvailabilityZone = zone.Name, TagSpecifications = part.Tags(ResourceType.Subnet, id, "subnet") }, token),
            cancellationToken).ConfigureAwait(false)).Subnet;
    }
}

using System.Collections.Concurrent;
using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// The network of a provision that has none given: found by its tags or made, part by part, so that whatever a run left is gone on with.
/// <code>
///   VPC ─► internet gateway ─► route table (everything else leads there) ─┐
///    └───► security group (SSH from ssh_from, the overlay of its members) ├─► subnet, one for each zone
/// </code>
/// </summary>
internal sealed class Ec2Network(Ec2Service service, NetworkPart part, ProviderSettings settings)
{
    private const string Block = "10.66.0.0/16";
    private const string Everywhere = "0.0.0.0/0";

    private readonly SemaphoreSlim once = new(1, 1);
    private readonly ConcurrentDictionary<string, Ec2Place> known = new(StringComparer.Ordinal);

    /// <summary>The place for an instance of a type, in a zone or in one that has the type.</summary>
    /// <exception cref="EdgeException">It could not be made.</exception>
    public async Task<Ec2Place> EnsureAsync(DeviceRequest request, string type, IReadOnlyList<string> sshFrom, CancellationToken cancellationToken)
    {
        var key = $"{request.ProvisionId} {request.Keys.GetValueOrDefault("availabilityzone")} {type} {string.Join(',', sshFrom)}";
        if (known.TryGetValue(key, out var place))
            return place;

        // Hosts of a provision come at the same time, and their network is one.
        await once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return known.TryGetValue(key, out place) ? place : known[key] = await MakeAsync(request, type, sshFrom, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            once.Release();
        }
    }

    private async Task<Ec2Place> MakeAsync(DeviceRequest request, string type, IReadOnlyList<string> sshFrom, CancellationToken cancellationToken)
    {
        var id = request.ProvisionId;
        var zone = await new ZoneChoice(service, settings).ChooseAsync(id, type, request.Keys.GetValueOrDefault("availabilityzone"), cancellationToken).ConfigureAwait(false);
        var vpc = await VpcAsync(id, cancellationToken).ConfigureAwait(false);
        var gateway = await GatewayAsync(id, vpc, cancellationToken).ConfigureAwait(false);
        var table = await RouteTableAsync(id, vpc, gateway, cancellationToken).ConfigureAwait(false);
        var group = await GroupAsync(id, vpc, sshFrom, cancellationToken).ConfigureAwait(false);
        var subnet = await SubnetAsync(id, vpc, zone, table, cancellationToken).ConfigureAwait(false);
        return new Ec2Place(subnet, group);
    }

    private async Task<string> VpcAsync(string id, CancellationToken cancellationToken) => (await part.EnsureAsync(
        async () => (await service.SendAsync(
            Ec2Call.Read("DescribeVpcs", "look for the provision's network", id),
            (client, token) => client.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [Ec2Tags.ProvisionFilter(id)] }, token), cancellationToken).ConfigureAwait(false))
            .Vpcs?.MinBy(v => v.VpcId, StringComparer.Ordinal),
        async () => (await service.SendAsync(
            Make("CreateVpc", "make the provision's network", id),
            (client, token) => client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = Block, TagSpecifications = part.Tags(ResourceType.Vpc, id) }, token), cancellationToken).ConfigureAwait(false)).Vpc,
        cancellationToken).ConfigureAwait(false)).VpcId;

    private async Task<string> GatewayAsync(string id, string vpc, CancellationToken cancellationToken)
    {
        var gateway = await part.EnsureAsync(
            async () => (await service.SendAsync(
                Ec2Call.Read("DescribeInternetGateways", "look for the provision's internet gateway", id),
                (client, token) => client.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { Filters = [Ec2Tags.ProvisionFilter(id)] }, token), cancellationToken).ConfigureAwait(false))
                .InternetGateways?.MinBy(g => g.InternetGatewayId, StringComparer.Ordinal),
            async () => (await service.SendAsync(
                Make("CreateInternetGateway", "make the provision's internet gateway", id),
                (client, token) => client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest { TagSpecifications = part.Tags(ResourceType.InternetGateway, id) }, token),
                cancellationToken).ConfigureAwait(false)).InternetGateway,
            cancellationToken).ConfigureAwait(false);
        if (gateway.Attachments is not { Count: > 0 })
            await part.SettleAsync(
                Ec2Call.Write("AttachInternetGateway", "attach the provision's internet gateway", id),
                (client, token) => client.AttachInternetGatewayAsync(new AttachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = vpc }, token),
                ["Resource.AlreadyAssociated"], cancellationToken).ConfigureAwait(false);
        return gateway.InternetGatewayId;
    }

    private async Task<RouteTable> RouteTableAsync(string id, string vpc, string gateway, CancellationToken cancellationToken)
    {
        var table = await part.EnsureAsync(
            async () => (await service.SendAsync(
                Ec2Call.Read("DescribeRouteTables", "look for the provision's routes", id),
                (client, token) => client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = [Ec2Tags.ProvisionFilter(id)] }, token), cancellationToken).ConfigureAwait(false))
                .RouteTables?.MinBy(t => t.RouteTableId, StringComparer.Ordinal),
            async () => (await service.SendAsync(
                Make("CreateRouteTable", "make the provision's routes", id),
                (client, token) => client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = vpc, TagSpecifications = part.Tags(ResourceType.RouteTable, id) }, token), cancellationToken).ConfigureAwait(false)).RouteTable,
            cancellationToken).ConfigureAwait(false);
        if (table.Routes?.Any(r => r.DestinationCidrBlock == Everywhere) != true)
            await part.SettleAsync(
                Ec2Call.Write("CreateRoute", "lead the provision's network to its internet gateway", id),
                (client, token) => client.CreateRouteAsync(new CreateRouteRequest { RouteTableId = table.RouteTableId, DestinationCidrBlock = Everywhere, GatewayId = gateway }, token),
                ["RouteAlreadyExists"], cancellationToken).ConfigureAwait(false);
        return table;
    }

    private async Task<string> GroupAsync(string id, string vpc, IReadOnlyList<string> sshFrom, CancellationToken cancellationToken)
    {
        var group = await part.EnsureAsync(
            async () => (await service.SendAsync(
                Ec2Call.Read("DescribeSecurityGroups", "look for the provision's security group", id),
                (client, token) => client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = [Ec2Tags.ProvisionFilter(id)] }, token), cancellationToken).ConfigureAwait(false))
                .SecurityGroups?.MinBy(g => g.GroupId, StringComparer.Ordinal)?.GroupId,
            async () => (await service.SendAsync(
                Make("CreateSecurityGroup", "make the provision's security group", id),
                (client, token) => client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest
                {
                    GroupName = $"edge-{id}", Description = "Hosts of an edge cloud: SSH and the overlay between them", VpcId = vpc, TagSpecifications = part.Tags(ResourceType.SecurityGroup, id),
                }, token), cancellationToken).ConfigureAwait(false)).GroupId,
            cancellationToken).ConfigureAwait(false);
        foreach (var rule in SecurityRules.Of(group, sshFrom))
            await part.SettleAsync(
                Ec2Call.Write("AuthorizeSecurityGroupIngress", "open the provision's security group for SSH and the overlay", id),
                (client, token) => client.AuthorizeSecurityGroupIngressAsync(new AuthorizeSecurityGroupIngressRequest { GroupId = group, IpPermissions = [rule] }, token),
                ["InvalidPermission.Duplicate"], cancellationToken).ConfigureAwait(false);
        return group;
    }

    private async Task<string> SubnetAsync(string id, string vpc, string zone, RouteTable table, CancellationToken cancellationToken)
    {
        var all = await service.SendAsync(
            Ec2Call.Read("DescribeSubnets", "look for the provision's subnets", id),
            (client, token) => client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [Ec2Tags.ProvisionFilter(id)] }, token), cancellationToken).ConfigureAwait(false);
        var free = Enumerable.Range(0, 256).Select(i => FormattableString.Invariant($"10.66.{i}.0/24")).First(block => all.Subnets?.Any(s => s.CidrBlock == block) != true);
        var subnet = await part.EnsureAsync(
            async () => (await service.SendAsync(
                Ec2Call.Read("DescribeSubnets", "look for the provision's subnets", id),
                (client, token) => client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [Ec2Tags.ProvisionFilter(id)] }, token), cancellationToken).ConfigureAwait(false))
                .Subnets?.Where(s => s.AvailabilityZone == zone).MinBy(s => s.SubnetId, StringComparer.Ordinal),
            async () => (await service.SendAsync(
                Make("CreateSubnet", $"make the provision's subnet in {zone}", id),
                (client, token) => client.CreateSubnetAsync(new CreateSubnetRequest { VpcId = vpc, CidrBlock = free, AvailabilityZone = zone, TagSpecifications = part.Tags(ResourceType.Subnet, id) }, token),
                cancellationToken).ConfigureAwait(false)).Subnet,
            cancellationToken).ConfigureAwait(false);
        if (subnet.MapPublicIpOnLaunch != true)
            await part.SettleAsync(
                Ec2Call.Write("ModifySubnetAttribute", $"let instances in {zone} have public addresses", id),
                (client, token) => client.ModifySubnetAttributeAsync(new ModifySubnetAttributeRequest { SubnetId = subnet.SubnetId, MapPublicIpOnLaunch = true }, token),
                [], cancellationToken).ConfigureAwait(false);
        if (table.Associations?.Any(a => a.SubnetId == subnet.SubnetId) != true)
            await part.SettleAsync(
                Ec2Call.Write("AssociateRouteTable", $"give the subnet in {zone} its routes", id),
                (client, token) => client.AssociateRouteTableAsync(new AssociateRouteTableRequest { RouteTableId = table.RouteTableId, SubnetId = subnet.SubnetId }, token),
                ["Resource.AlreadyAssociated"], cancellationToken).ConfigureAwait(false);
        return subnet.SubnetId;
    }

    private static Ec2Call Make(string action, string attempted, string target) => Ec2Call.Write(action, attempted, target) with { Repeat = Http.RepeatRule.WhenNotSent };
}

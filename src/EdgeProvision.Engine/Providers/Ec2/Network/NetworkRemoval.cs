using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// Removes a provision's own network and key pair, found by their tags, in the order that the service allows. What a terminated instance still holds is refused for minutes: one pass
/// removes what it can, and says whether anything is left.
/// </summary>
internal sealed class NetworkRemoval(Ec2Service service)
{
    private static readonly string[] StillHeld = ["DependencyViolation", "InvalidGroup.InUse", "Gateway.NotAttached"];

    /// <summary>True when nothing is left.</summary>
    public async Task<bool> PassAsync(string id, CancellationToken cancellationToken)
    {
        var filters = new List<Filter> { Ec2Tags.ProvisionFilter(id) };
        var groups = await ReadAsync("DescribeSecurityGroups", id, (c, t) => c.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var tables = await ReadAsync("DescribeRouteTables", id, (c, t) => c.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var gateways = await ReadAsync("DescribeInternetGateways", id, (c, t) => c.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var carriers = await ReadAsync("DescribeCarrierGateways", id, (c, t) => c.DescribeCarrierGatewaysAsync(new DescribeCarrierGatewaysRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var keys = await ReadAsync("DescribeKeyPairs", id, (c, t) => c.DescribeKeyPairsAsync(new DescribeKeyPairsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var subnets = await ReadAsync("DescribeSubnets", id, (c, t) => c.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var vpcs = await ReadAsync("DescribeVpcs", id, (c, t) => c.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);

        // Whatever is deleted here has been looked at: a service that ignores a filter shows what is somebody else's.
        var ownGroups = Own(groups?.SecurityGroups, g => g.Tags, id);
        var ownTables = Own(tables?.RouteTables, t => t.Tags, id);
        var ownGateways = Own(gateways?.InternetGateways, g => g.Tags, id);
        var ownKeys = Own(keys?.KeyPairs, k => k.Tags, id);
        var ownSubnets = Own(subnets?.Subnets, s => s.Tags, id);
        var ownVpcs = Own(vpcs?.Vpcs, v => v.Tags, id);

        foreach (var group in ownGroups)
            await TryAsync("DeleteSecurityGroup", group.GroupId, (c, t) => c.DeleteSecurityGroupAsync(new DeleteSecurityGroupRequest { GroupId = group.GroupId }, t), cancellationToken).ConfigureAwait(false);
        foreach (var table in ownTables)
        {
            foreach (var association in (table.Associations ?? []).Where(a => a.Main != true))
                await TryAsync("DisassociateRouteTable", table.RouteTableId, (c, t) => c.DisassociateRouteTableAsync(new DisassociateRouteTableRequest { AssociationId = association.RouteTableAssociationId }, t), cancellationToken).ConfigureAwait(false);
            await TryAsync("DeleteRouteTable", table.RouteTableId, (c, t) => c.DeleteRouteTableAsync(new DeleteRouteTableRequest { RouteTableId = table.RouteTableId }, t), cancellationToken).ConfigureAwait(false);
        }

        foreach (var gateway in ownGateways)
        {
            foreach (var attachment in gateway.Attachments ?? [])
                await TryAsync("DetachInternetGateway", gateway.InternetGatewayId, (c, t) => c.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId, VpcId = attachment.VpcId }, t), cancellationToken).ConfigureAwait(false);
            await TryAsync("DeleteInternetGateway", gateway.InternetGatewayId, (c, t) => c.DeleteInternetGatewayAsync(new DeleteInternetGatewayRequest { InternetGatewayId = gateway.InternetGatewayId }, t), cancellationToken).ConfigureAwait(false);
        }

        // One that is deleted is shown for a while.
        var living = Own(carriers?.CarrierGateways, g => g.Tags, id).FindAll(g => g.State?.Value is not ("deleting" or "deleted"));
        foreach (var carrier in living)
            await TryAsync("DeleteCarrierGateway", carrier.CarrierGatewayId, (c, t) => c.DeleteCarrierGatewayAsync(new DeleteCarrierGatewayRequest { CarrierGatewayId = carrier.CarrierGatewayId }, t), cancellationToken).ConfigureAwait(false);
        foreach (var subnet in ownSubnets)
            await TryAsync("DeleteSubnet", subnet.SubnetId, (c, t) => c.DeleteSubnetAsync(new DeleteSubnetRequest { SubnetId = subnet.SubnetId }, t), cancellationToken).ConfigureAwait(false);
        foreach (var vpc in ownVpcs)
            await TryAsync("DeleteVpc", vpc.VpcId, (c, t) => c.DeleteVpcAsync(new DeleteVpcRequest { VpcId = vpc.VpcId }, t), cancellationToken).ConfigureAwait(false);
        foreach (var key in ownKeys)
            await TryAsync("DeleteKeyPair", key.KeyPairId, (c, t) => c.DeleteKeyPairAsync(new DeleteKeyPairRequest { KeyPairId = key.KeyPairId }, t), cancellationToken).ConfigureAwait(false);

        // What was deleted in this pass is believed only when the next one does not see it.
        return ownGroups.Count + ownTables.Count + ownGateways.Count + ownSubnets.Count + ownVpcs.Count + living.Count + ownKeys.Count == 0;
    }

    /// <summary>The networks of all provisions, an item for each: what is left of one counts as one, by the part that holds the others.</summary>
    public async Task<IReadOnlyList<TaggedItem>> ListTaggedAsync(CancellationToken cancellationToken)
    {
        const string all = "of any";
        var filters = new List<Filter> { Ec2Tags.AnyProvisionFilter() };
        var vpcs = await ReadAsync("DescribeVpcs", all, (c, t) => c.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var subnets = await ReadAsync("DescribeSubnets", all, (c, t) => c.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var gateways = await ReadAsync("DescribeInternetGateways", all, (c, t) => c.DescribeInternetGatewaysAsync(new DescribeInternetGatewaysRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var tables = await ReadAsync("DescribeRouteTables", all, (c, t) => c.DescribeRouteTablesAsync(new DescribeRouteTablesRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var groups = await ReadAsync("DescribeSecurityGroups", all, (c, t) => c.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var carriers = await ReadAsync("DescribeCarrierGateways", all, (c, t) => c.DescribeCarrierGatewaysAsync(new DescribeCarrierGatewaysRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        var keys = await ReadAsync("DescribeKeyPairs", all, (c, t) => c.DescribeKeyPairsAsync(new DescribeKeyPairsRequest { Filters = filters }, t), cancellationToken).ConfigureAwait(false);
        IEnumerable<(string? Id, List<Tag>? Tags)> parts =
        [
            .. (vpcs?.Vpcs ?? []).Select(v => (v.VpcId, v.Tags)),
            .. (subnets?.Subnets ?? []).Select(s => (s.SubnetId, s.Tags)),
            .. (gateways?.InternetGateways ?? []).Select(g => (g.InternetGatewayId, g.Tags)),
            .. (tables?.RouteTables ?? []).Select(t => (t.RouteTableId, t.Tags)),
            .. (groups?.SecurityGroups ?? []).Select(g => (g.GroupId, g.Tags)),
            .. (carriers?.CarrierGateways ?? []).Where(g => g.State?.Value is not ("deleting" or "deleted")).Select(g => (g.CarrierGatewayId, g.Tags)),
            .. (keys?.KeyPairs ?? []).Select(k => (k.KeyPairId, k.Tags)),
        ];
        return [.. parts.Select(p => (p.Id, p.Tags, Owner: Ec2Tags.Find(p.Tags, Ec2Tags.Provision)))
            .Where(p => p is { Id.Length: > 0, Owner.Length: > 0 })
            .DistinctBy(p => p.Owner, StringComparer.Ordinal)
            .Select(p => new TaggedItem(TaggedItemKind.Surroundings, p.Id!, p.Owner!, Ec2Tags.Find(p.Tags, Ec2Tags.Key), p.Id!) { CreatedAt = Ec2Tags.FindCreatedAt(p.Tags) })];
    }

    private static List<T> Own<T>(List<T>? shown, Func<T, List<Tag>?> tags, string id) => (shown ?? []).FindAll(part => Ec2Tags.Find(tags(part), Ec2Tags.Provision) == id);

    private async Task<T?> ReadAsync<T>(string action, string id, Func<IAmazonEC2, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await service.SendAsync(Ec2Call.Read(action, $"look for what is left of the network of provision {id}", id), send, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (Ec2Failure.IsOutOfReach(failure))
        {
            // Who may not even look has not made one: credentials for machines in a network that stands need no such right.
            return null;
        }
    }

    private async Task TryAsync<T>(string action, string target, Func<IAmazonEC2, CancellationToken, Task<T>> send, CancellationToken cancellationToken)
    {
        try
        {
            await service.SendAsync(Ec2Call.Write(action, $"remove {target} of the provision's network", target), send, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException failure) when (Ec2Failure.IsAbsence(failure) || StillHeld.Contains(Ec2Failure.ServiceCode(failure), StringComparer.Ordinal))
        {
            // Gone already, or held by something that is on its way out.
        }
    }
}

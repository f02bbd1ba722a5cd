using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Addresses;
using EdgeProvision.Engine.Providers.Ec2.Network;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2;

/// <summary>Makes the request for one instance of what the descriptor says. What has to be looked up is, before anything is ordered.</summary>
internal sealed class Ec2Order(Ec2Service service, Ec2Types types, Ec2Images images, Ec2Network network, ImportedKey key, LoginNetworks logins, GivenAddress given)
{
    /// <exception cref="EdgeException">A name is not known, or the service did not answer a look-up.</exception>
    public async Task<RunInstancesRequest> ComposeAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        var type = await types.FindAsync(Required(request, "instancetype"), cancellationToken).ConfigureAwait(false);
        var image = await images.FindAsync(Required(request, "ami"), Ec2Types.Architecture(type), cancellationToken).ConfigureAwait(false);
        var order = new RunInstancesRequest
        {
            MinCount = 1,
            MaxCount = 1,
            ClientToken = ClientTokens.For(request),
            ImageId = image.ImageId,
            InstanceType = type.InstanceType,
            UserData = Ec2UserData.For(request),
            TagSpecifications = Ec2Tags.For(request),
            KeyName = request.Keys.GetValueOrDefault("keypair"),
            SubnetId = request.Keys.GetValueOrDefault("subnetid"),
            PrivateIpAddress = request.Keys.GetValueOrDefault("privateip"),
            KernelId = request.Keys.GetValueOrDefault("aki"),
            RamdiskId = request.Keys.GetValueOrDefault("ramdisk"),
            Placement = Place(request),
            BlockDeviceMappings = Disks(request, image),
        };
        await given.CheckAsync(request, cancellationToken).ConfigureAwait(false);
        if (Flag(request, "ebs_optimized"))
            order.EbsOptimized = true;
        if (Ec2Types.CanNest(type))
            order.CpuOptions = new CpuOptionsRequest { NestedVirtualization = NestedVirtualizationSpecification.Enabled };
        if (request.Keys.GetValueOrDefault("licensepool") is { } license)
            order.LicenseSpecifications = [new LicenseConfigurationRequest { LicenseConfigurationArn = license }];
        if (NetworkWish.IsFor(request.Keys.Keys))
        {
            var wish = await logins.WishAsync(request.Keys, cancellationToken).ConfigureAwait(false);
            Put(order, await network.EnsureAsync(request, type.InstanceType.Value, wish, cancellationToken).ConfigureAwait(false));
        }
        else if (await GroupsAsync(request, order.SubnetId, cancellationToken).ConfigureAwait(false) is { Count: > 0 } groups)
        {
            order.SecurityGroupIds = groups;
        }

        order.KeyName ??= await key.EnsureAsync(request, cancellationToken).ConfigureAwait(false);
        return order;
    }

    // A carrier's address has to be asked for at the card, and then subnet and group stand there, too.
    private static void Put(RunInstancesRequest order, Ec2Place place)
    {
        if (!place.IsWavelength)
        {
            (order.SubnetId, order.SecurityGroupIds) = (place.SubnetId, [place.GroupId]);
            return;
        }

        order.NetworkInterfaces =
        [
            new InstanceNetworkInterfaceSpecification { DeviceIndex = 0, SubnetId = place.SubnetId, Groups = [place.GroupId], AssociateCarrierIpAddress = true, DeleteOnTermination = true },
        ];
    }

    private static string Required(DeviceRequest request, string key) => request.Keys.GetValueOrDefault(key) is { Length: > 0 } value
        ? value
        : throw new EdgeException("ProviderRequestInvalid", ErrorKind.InvalidInput, $"The instance '{request.Hostname}' was not asked for: '{key}' is missing.")
        {
            Target = request.Hostname,
            RecommendedAction = $"Write {key} into the provision section.",
        };

    // All three stand beside each other; the original kept the last of them only.
    private static Placement? Place(DeviceRequest request)
    {
        var (zone, tenancy, group) = (request.Keys.GetValueOrDefault("availabilityzone"), request.Keys.GetValueOrDefault("tenancy"), request.Keys.GetValueOrDefault("placementgroup"));
        return zone is null && tenancy is null && group is null ? null : new Placement
        {
            AvailabilityZone = zone,
            Tenancy = tenancy is null ? null : Tenancy.FindValue(tenancy),
            GroupName = group,
        };
    }

    private static List<BlockDeviceMapping>? Disks(DeviceRequest request, Image image)
    {
        var disks = request.Keys.GetValueOrDefault("blockdevicemapping") is { } text ? Ec2BlockDevices.Read(text).Disks! : [];
        if (request.Keys.GetValueOrDefault("root_disk") is { } size && Ec2RootDisk.Parse(size) is { } gigabytes && image.RootDeviceName is { Length: > 0 } root && disks.All(d => d.DeviceName != root))
            disks.Add(new BlockDeviceMapping { DeviceName = root, Ebs = new EbsBlockDevice { VolumeSize = gigabytes, DeleteOnTermination = true } });
        return disks.Count > 0 ? disks : null;
    }

    // With a subnet of one's own the service takes ids only.
    private async Task<List<string>> GroupsAsync(DeviceRequest request, string? subnetId, CancellationToken cancellationToken)
    {
        var ids = Words(request, "securitygroupids");
        var names = Words(request, "securitygroups");
        if (names.Count == 0)
            return ids;
        var vpc = await (subnetId is null ? DefaultVpcAsync(request, cancellationToken) : VpcAsync(request, subnetId, cancellationToken)).ConfigureAwait(false);
        List<Filter> filters = [new("group-name", names), new("vpc-id", [vpc])];
        var call = Ec2Call.Read("DescribeSecurityGroups", $"look up the security groups of '{request.Hostname}'", request.Hostname);
        var answer = await service.SendAsync(
            call, (client, token) => client.DescribeSecurityGroupsAsync(new DescribeSecurityGroupsRequest { Filters = filters }, token), cancellationToken).ConfigureAwait(false);

        // A service that ignores a filter shows what was not asked for.
        var groups = (answer.SecurityGroups ?? []).FindAll(g => g.VpcId == vpc && names.Contains(g.GroupName, StringComparer.Ordinal));
        return names.Find(n => groups.All(g => g.GroupName != n)) is { } missing
            ? throw NotThere(request, $"there is no security group '{missing}' in its network", "Check securitygroups, or give securitygroupids.")
            : [.. ids, .. groups.Select(g => g.GroupId)];
    }

    private async Task<string> VpcAsync(DeviceRequest request, string subnetId, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeSubnets", $"look up the subnet '{subnetId}'", subnetId);
        var answer = await service.SendAsync(
            call, (client, token) => client.DescribeSubnetsAsync(new DescribeSubnetsRequest { SubnetIds = [subnetId] }, token), cancellationToken).ConfigureAwait(false);
        return answer.Subnets?.FirstOrDefault(s => s.SubnetId == subnetId)?.VpcId ?? throw NotThere(request, $"there is no subnet '{subnetId}'", "Check subnetid.");
    }

    private async Task<string> DefaultVpcAsync(DeviceRequest request, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeVpcs", "look up the account's default network", request.Hostname);
        var answer = await service.SendAsync(
            call, (client, token) => client.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = [new Filter("is-default", ["true"])] }, token), cancellationToken).ConfigureAwait(false);
        return answer.Vpcs?.FirstOrDefault(v => v.IsDefault == true)?.VpcId ?? throw NotThere(request, "the account has no default network in this region", "Give subnetid.");
    }

    private static EdgeException NotThere(DeviceRequest request, string what, string action) =>
        new("ProviderRefused", ErrorKind.NotFound, $"The instance '{request.Hostname}' was not asked for: {what}.") { Target = request.Hostname, RecommendedAction = action };

    private static List<string> Words(DeviceRequest request, string key) =>
        [.. (request.Keys.GetValueOrDefault(key) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static bool Flag(DeviceRequest request, string key) => request.Keys.GetValueOrDefault(key)?.ToLowerInvariant() is "true" or "yes";
}

namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class NetworkTests : IAsyncDisposable
{
    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task DefaultVpc_IsThereWithPublicSubnetsAndCanBeLeftOut()
    {
        var vpc = await _bench.CallAsync("DescribeVpcs");
        Assert.Equal(("true", "172.31.0.0/16", "available"), (Ec2Bench.Value(vpc, "vpcSet/item/isDefault"), Ec2Bench.Value(vpc, "vpcSet/item/cidrBlock"), Ec2Bench.Value(vpc, "vpcSet/item/state")));
        Assert.Equal(["true", "true", "true"], await _bench.ValuesAsync("DescribeSubnets", "subnetSet/item/mapPublicIpOnLaunch"));
        await using var bare = new Ec2Bench(options => options with { HasDefaultVpc = false });
        Assert.Empty(await bare.ValuesAsync("DescribeVpcs", "vpcSet/item/vpcId"));
        Assert.Equal("400 VPCIdNotSpecified", await bare.RefusedAsync("RunInstances", await bare.OrderAsync()));
        Assert.Equal("400 VPCIdNotSpecified", await bare.RefusedAsync("CreateSecurityGroup", "GroupName=g", "GroupDescription=d"));
    }

    [Fact]
    public async Task CreateVpc_IsPendingFirstAndNormalisesItsNetwork()
    {
        var made = await _bench.CallAsync("CreateVpc", "CidrBlock=10.0.7.9/16");
        Assert.Equal(("pending", "10.0.0.0/16"), (Ec2Bench.Value(made, "vpc/state"), Ec2Bench.Value(made, "vpc/cidrBlock")));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("available", await _bench.ValueAsync("DescribeVpcs", "vpcSet/item/state", $"VpcId.1={Ec2Bench.Value(made, "vpc/vpcId")}"));
    }

    [Theory]
    [InlineData("CidrBlock=10.0.0.0/8", "400 InvalidVpc.Range")]
    [InlineData("CidrBlock=10.0.0.0/29", "400 InvalidVpc.Range")]
    [InlineData("CidrBlock=10.0.0.0", "400 InvalidParameterValue")]
    [InlineData("CidrBlock=everything", "400 InvalidParameterValue")]
    [InlineData("InstanceTenancy=default", "400 MissingParameter")]
    public async Task CreateVpc_Wrong_IsRefused(string parameter, string refusal) => Assert.Equal(refusal, await _bench.RefusedAsync("CreateVpc", parameter));

    [Fact]
    public async Task CreateVpc_Sixth_IsVpcLimitExceeded()
    {
        for (var number = 0; number < 4; number++)
            await _bench.CallAsync("CreateVpc", $"CidrBlock=10.{number}.0.0/16");
        Assert.Equal("400 VpcLimitExceeded", await _bench.RefusedAsync("CreateVpc", "CidrBlock=10.9.0.0/16"));
    }

    [Fact]
    public async Task CreateSubnet_OutsideOverlappingOrNowhere_IsRefused()
    {
        var vpc = await VpcAsync();
        var made = await _bench.CallAsync("CreateSubnet", $"VpcId={vpc}", "CidrBlock=10.0.1.0/24", "AvailabilityZone=us-east-1b");
        Assert.Equal(("us-east-1b", "use1-az2", "251"), (Ec2Bench.Value(made, "subnet/availabilityZone"), Ec2Bench.Value(made, "subnet/availabilityZoneId"), Ec2Bench.Value(made, "subnet/availableIpAddressCount")));
        Assert.Equal("400 InvalidSubnet.Range", await _bench.RefusedAsync("CreateSubnet", $"VpcId={vpc}", "CidrBlock=10.1.1.0/24"));
        Assert.Equal("400 InvalidSubnet.Conflict", await _bench.RefusedAsync("CreateSubnet", $"VpcId={vpc}", "CidrBlock=10.0.0.0/20"));
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("CreateSubnet", $"VpcId={vpc}", "CidrBlock=10.0.2.0/24", "AvailabilityZone=us-west-2a"));
    }

    [Fact]
    public async Task CreateSubnet_InALocalZone_NeedsOptIn()
    {
        var vpc = await VpcAsync();
        string[] order = [$"VpcId={vpc}", "CidrBlock=10.0.1.0/24", "AvailabilityZone=us-east-1-bos-1a"];
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("CreateSubnet", order));
        Assert.DoesNotContain("us-east-1-bos-1a", await _bench.ValuesAsync("DescribeAvailabilityZones", "availabilityZoneInfo/item/zoneName"));
        Assert.Equal("not-opted-in", await _bench.ValueAsync("DescribeAvailabilityZones", "availabilityZoneInfo/item/optInStatus", "AllAvailabilityZones=true", "Filter.1.Name=zone-type", "Filter.1.Value.1=local-zone"));
        await _bench.CallAsync("ModifyAvailabilityZoneGroup", "GroupName=us-east-1-bos-1", "OptInStatus=opted-in");
        await _bench.CallAsync("CreateSubnet", order);
        Assert.Contains("us-east-1-bos-1a", await _bench.ValuesAsync("DescribeAvailabilityZones", "availabilityZoneInfo/item/zoneName"));
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("ModifyAvailabilityZoneGroup", "GroupName=moon-1", "OptInStatus=opted-in"));
    }

    [Fact]
    public async Task Gateway_AttachDetachDelete_InThatOrderOnly()
    {
        var vpc = await VpcAsync();
        var gateway = await _bench.ValueAsync("CreateInternetGateway", "internetGateway/internetGatewayId");
        string[] pair = [$"InternetGatewayId={gateway}", $"VpcId={vpc}"];
        Assert.Equal("400 Gateway.NotAttached", await _bench.RefusedAsync("DetachInternetGateway", pair));
        await _bench.CallAsync("AttachInternetGateway", pair);
        Assert.Equal("400 Resource.AlreadyAssociated", await _bench.RefusedAsync("AttachInternetGateway", pair));
        Assert.Equal([gateway], await _bench.ValuesAsync("DescribeInternetGateways", "internetGatewaySet/item/internetGatewayId", "Filter.1.Name=attachment.vpc-id", $"Filter.1.Value.1={vpc}"));
        Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteInternetGateway", $"InternetGatewayId={gateway}"));
        Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteVpc", $"VpcId={vpc}"));
        await _bench.CallAsync("DetachInternetGateway", pair);
        await _bench.CallAsync("DeleteInternetGateway", $"InternetGatewayId={gateway}");
        await _bench.CallAsync("DeleteVpc", $"VpcId={vpc}");
    }

    [Fact]
    public async Task Routes_AddFindDelete_FollowTheTable()
    {
        var (vpc, subnet, gateway) = await PublicVpcAsync();
        var table = await _bench.ValueAsync("CreateRouteTable", "routeTable/routeTableId", $"VpcId={vpc}", "ClientToken=t");
        Assert.Equal(table, await _bench.ValueAsync("CreateRouteTable", "routeTable/routeTableId", $"VpcId={vpc}", "ClientToken=t"));
        Assert.Equal("400 IdempotentParameterMismatch", await _bench.RefusedAsync("CreateRouteTable", $"VpcId={await _bench.ValueAsync("DescribeVpcs", "vpcSet/item/vpcId")}", "ClientToken=t"));
        string[] route = [$"RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0", $"GatewayId={gateway}"];
        await _bench.CallAsync("CreateRoute", route);
        Assert.Equal("400 RouteAlreadyExists", await _bench.RefusedAsync("CreateRoute", route));
        var shown = await _bench.CallAsync("DescribeRouteTables", $"RouteTableId.1={table}");
        Assert.Equal(["local", gateway], Ec2Bench.Values(shown, "routeTableSet/item/routeSet/item/gatewayId"));
        Assert.Equal(["active", "active"], Ec2Bench.Values(shown, "routeTableSet/item/routeSet/item/state"));
        var association = await _bench.ValueAsync("AssociateRouteTable", "associationId", $"RouteTableId={table}", $"SubnetId={subnet}");
        Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteRouteTable", $"RouteTableId={table}"));
        await _bench.CallAsync("DisassociateRouteTable", $"AssociationId={association}");
        Assert.Equal("400 InvalidAssociationID.NotFound", await _bench.RefusedAsync("DisassociateRouteTable", $"AssociationId={association}"));
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("DeleteRoute", $"RouteTableId={table}", "DestinationCidrBlock=10.0.0.0/16"));
        await _bench.CallAsync("DeleteRoute", $"RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0");
        Assert.Equal("400 InvalidRoute.NotFound", await _bench.RefusedAsync("DeleteRoute", $"RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0"));
        await _bench.CallAsync("DeleteRouteTable", $"RouteTableId={table}");
        var main = await _bench.ValueAsync("DescribeRouteTables", "routeTableSet/item/routeTableId", "Filter.1.Name=association.main", "Filter.1.Value.1=true", "Filter.2.Name=vpc-id", $"Filter.2.Value.1={vpc}");
        Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteRouteTable", $"RouteTableId={main}"));
    }

    [Fact]
    public async Task Route_ToAGatewayElsewhere_IsRefusedAndBecomesABlackholeWhenDetached()
    {
        var (vpc, _, gateway) = await PublicVpcAsync();
        var table = await _bench.ValueAsync("CreateRouteTable", "routeTable/routeTableId", $"VpcId={vpc}");
        var stray = await _bench.ValueAsync("CreateInternetGateway", "internetGateway/internetGatewayId");
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("CreateRoute", $"RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0", $"GatewayId={stray}"));
        await _bench.CallAsync("CreateRoute", $"RouteTableId={table}", "DestinationCidrBlock=0.0.0.0/0", $"GatewayId={gateway}");
        await _bench.CallAsync("DetachInternetGateway", $"InternetGatewayId={gateway}", $"VpcId={vpc}");
        Assert.Equal(["active", "blackhole"], await _bench.ValuesAsync("DescribeRouteTables", "routeTableSet/item/routeSet/item/state", $"RouteTableId.1={table}"));
    }

    [Fact]
    public async Task Groups_RulesAddDuplicateRevoke_AreSingleAndWhole()
    {
        var (vpc, _, _) = await PublicVpcAsync();
        var group = await _bench.ValueAsync("CreateSecurityGroup", "groupId", "GroupName=edge", "GroupDescription=d", $"VpcId={vpc}");
        Assert.Equal("400 InvalidGroup.Duplicate", await _bench.RefusedAsync("CreateSecurityGroup", "GroupName=edge", "GroupDescription=d", $"VpcId={vpc}"));
        string[] ssh = [$"GroupId={group}", "IpPermissions.1.IpProtocol=tcp", "IpPermissions.1.FromPort=22", "IpPermissions.1.ToPort=22", "IpPermissions.1.IpRanges.1.CidrIp=192.0.2.7/32", "IpPermissions.1.IpRanges.1.Description=me"];
        var rule = await _bench.ValueAsync("AuthorizeSecurityGroupIngress", "securityGroupRuleSet/item/securityGroupRuleId", ssh);
        Assert.Equal("400 InvalidPermission.Duplicate", await _bench.RefusedAsync("AuthorizeSecurityGroupIngress", [.. ssh, "IpPermissions.1.IpRanges.2.CidrIp=192.0.2.8/32"]));
        foreach (var description in new[] { "Ann's", "caf\u00E9", new string('a', 256) })
            Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("AuthorizeSecurityGroupIngress", [.. ssh[..4], "IpPermissions.1.IpRanges.1.CidrIp=192.0.2.8/32", $"IpPermissions.1.IpRanges.1.Description={description}"]));
        var self = await _bench.CallAsync("AuthorizeSecurityGroupIngress", $"GroupId={group}", "IpPermissions.1.IpProtocol=-1", $"IpPermissions.1.Groups.1.GroupId={group}");
        Assert.Equal(group, Ec2Bench.Value(self, "securityGroupRuleSet/item/referencedGroupInfo/groupId"));
        var shown = await _bench.CallAsync("DescribeSecurityGroups", $"GroupId.1={group}");
        Assert.Equal(["192.0.2.7/32"], Ec2Bench.Values(shown, "securityGroupInfo/item/ipPermissions/item/ipRanges/item/cidrIp"));
        Assert.Equal([group], Ec2Bench.Values(shown, "securityGroupInfo/item/ipPermissions/item/groups/item/groupId"));
        Assert.Equal(["0.0.0.0/0"], Ec2Bench.Values(shown, "securityGroupInfo/item/ipPermissionsEgress/item/ipRanges/item/cidrIp"));
        Assert.Equal(3, (await _bench.ValuesAsync("DescribeSecurityGroupRules", "securityGroupRuleSet/item/securityGroupRuleId", "Filter.1.Name=group-id", $"Filter.1.Value.1={group}")).Count);
        await _bench.CallAsync("RevokeSecurityGroupIngress", $"GroupId={group}", $"SecurityGroupRuleId.1={rule}");
        Assert.Equal("400 InvalidPermission.NotFound", await _bench.RefusedAsync("RevokeSecurityGroupIngress", ssh));
        await _bench.CallAsync("RevokeSecurityGroupEgress", $"GroupId={group}", "IpPermissions.1.IpProtocol=-1", "IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0");
        await _bench.CallAsync("DeleteSecurityGroup", $"GroupId={group}");
    }

    [Theory]
    [InlineData("IpPermissions.1.IpProtocol=tcp|IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0", "400 InvalidParameterValue")]
    [InlineData("IpPermissions.1.IpProtocol=tcp|IpPermissions.1.FromPort=9|IpPermissions.1.ToPort=2|IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0", "400 InvalidParameterValue")]
    [InlineData("IpPermissions.1.IpProtocol=icmp|IpPermissions.1.FromPort=256|IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0", "400 InvalidParameterValue")]
    [InlineData("IpPermissions.1.IpProtocol=icmp|IpPermissions.1.ToPort=4|IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0", "400 InvalidParameterValue")]
    [InlineData("IpPermissions.1.IpProtocol=carrier-pigeon|IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0/0", "400 InvalidParameterValue")]
    [InlineData("IpPermissions.1.IpProtocol=-1|IpPermissions.1.IpRanges.1.CidrIp=0.0.0.0", "400 InvalidParameterValue")]
    [InlineData("IpPermissions.1.IpProtocol=-1", "400 InvalidParameterValue")]
    [InlineData("IpPermissions.1.IpProtocol=-1|IpPermissions.1.Groups.1.GroupId=sg-00000001", "400 InvalidGroup.NotFound")]
    [InlineData("", "400 MissingParameter")]
    public async Task Authorize_Wrong_IsRefused(string rule, string refusal)
    {
        var group = await _bench.ValueAsync("CreateSecurityGroup", "groupId", "GroupName=edge", "GroupDescription=d");
        Assert.Equal(refusal, await _bench.RefusedAsync("AuthorizeSecurityGroupIngress", [$"GroupId={group}", .. rule.Split('|', StringSplitOptions.RemoveEmptyEntries)]));
    }

    [Fact]
    public async Task DeleteGroup_ReferencedOrDefault_IsRefused()
    {
        var (vpc, _, _) = await PublicVpcAsync();
        var one = await _bench.ValueAsync("CreateSecurityGroup", "groupId", "GroupName=one", "GroupDescription=d", $"VpcId={vpc}");
        var two = await _bench.ValueAsync("CreateSecurityGroup", "groupId", "GroupName=two", "GroupDescription=d", $"VpcId={vpc}");
        string[] reference = [$"GroupId={two}", "IpPermissions.1.IpProtocol=-1", $"IpPermissions.1.Groups.1.GroupId={one}"];
        await _bench.CallAsync("AuthorizeSecurityGroupIngress", reference);
        Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteSecurityGroup", $"GroupId={one}"));
        await _bench.CallAsync("RevokeSecurityGroupIngress", reference);
        await _bench.CallAsync("DeleteSecurityGroup", $"GroupId={one}");
        var standard = await _bench.ValueAsync("DescribeSecurityGroups", "securityGroupInfo/item/groupId", "Filter.1.Name=vpc-id", $"Filter.1.Value.1={vpc}", "Filter.2.Name=group-name", "Filter.2.Value.1=default");
        Assert.Equal("400 CannotDelete", await _bench.RefusedAsync("DeleteSecurityGroup", $"GroupId={standard}"));
    }

    [Fact]
    public async Task Delete_WithAnInstanceInside_IsDependencyViolationUntilItsInterfaceIsGone()
    {
        var (vpc, subnet, gateway) = await PublicVpcAsync();
        var group = await _bench.ValueAsync("CreateSecurityGroup", "groupId", "GroupName=edge", "GroupDescription=d", $"VpcId={vpc}");
        var id = await _bench.RunUpAsync("NetworkInterface.1.DeviceIndex=0", $"NetworkInterface.1.SubnetId={subnet}", $"NetworkInterface.1.SecurityGroupId.1={group}", "NetworkInterface.1.AssociatePublicIpAddress=true");
        await AssertHeldAsync();
        Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DetachInternetGateway", $"InternetGatewayId={gateway}", $"VpcId={vpc}"));
        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
        await _bench.UntilStateAsync(id, "terminated");
        // The instance is gone for its owner, its interface not yet.
        await AssertHeldAsync();
        await _bench.UntilAsync(async () => (await _bench.ValuesAsync("DescribeNetworkInterfaces", "networkInterfaceSet/item/networkInterfaceId", "Filter.1.Name=vpc-id", $"Filter.1.Value.1={vpc}")).Count == 0);
        await _bench.CallAsync("DeleteSecurityGroup", $"GroupId={group}");
        await _bench.CallAsync("DetachInternetGateway", $"InternetGatewayId={gateway}", $"VpcId={vpc}");
        await _bench.CallAsync("DeleteInternetGateway", $"InternetGatewayId={gateway}");
        await _bench.CallAsync("DeleteSubnet", $"SubnetId={subnet}");
        await _bench.CallAsync("DeleteVpc", $"VpcId={vpc}");
        var left = _bench.Emulator.Describe();
        Assert.All(new[] { "instances", "addresses", "vpcs", "subnets", "gateways", "routeTables", "groups", "interfaces" }, kind => Assert.Empty(left[kind]!.AsArray()));

        async Task AssertHeldAsync()
        {
            Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteSecurityGroup", $"GroupId={group}"));
            Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteSubnet", $"SubnetId={subnet}"));
            Assert.Equal("400 DependencyViolation", await _bench.RefusedAsync("DeleteVpc", $"VpcId={vpc}"));
        }
    }

    [Fact]
    public async Task VpcAttributes_DnsHostnames_GiveInstancesPublicNames()
    {
        var (vpc, subnet, _) = await PublicVpcAsync();
        var id = await _bench.RunUpAsync("NetworkInterface.1.DeviceIndex=0", $"NetworkInterface.1.SubnetId={subnet}", "NetworkInterface.1.AssociatePublicIpAddress=true");
        Assert.Equal("", Ec2Bench.Value(await _bench.InstanceAsync(id), "dnsName"));
        await _bench.CallAsync("ModifyVpcAttribute", $"VpcId={vpc}", "EnableDnsHostnames.Value=true");
        Assert.Equal("true", await _bench.ValueAsync("DescribeVpcAttribute", "enableDnsHostnames/value", $"VpcId={vpc}", "Attribute=enableDnsHostnames"));
        Assert.EndsWith(".compute-1.amazonaws.com", Ec2Bench.Value(await _bench.InstanceAsync(id), "dnsName"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubnetAttribute_MapPublicIp_DecidesWhereTheOrderSaysNothing()
    {
        var (_, subnet, _) = await PublicVpcAsync();
        var closed = await _bench.RunUpAsync($"SubnetId={subnet}");
        Assert.Empty(Ec2Bench.Values(await _bench.InstanceAsync(closed), "ipAddress"));
        await _bench.CallAsync("ModifySubnetAttribute", $"SubnetId={subnet}", "MapPublicIpOnLaunch.Value=true");
        var open = await _bench.RunUpAsync($"SubnetId={subnet}");
        Assert.NotEmpty(Ec2Bench.Values(await _bench.InstanceAsync(open), "ipAddress"));
    }

    private Task<string> VpcAsync() => _bench.ValueAsync("CreateVpc", "vpc/vpcId", "CidrBlock=10.0.0.0/16");

    private async Task<(string Vpc, string Subnet, string Gateway)> PublicVpcAsync()
    {
        var vpc = await VpcAsync();
        var subnet = await _bench.ValueAsync("CreateSubnet", "subnet/subnetId", $"VpcId={vpc}", "CidrBlock=10.0.1.0/24");
        var gateway = await _bench.ValueAsync("CreateInternetGateway", "internetGateway/internetGatewayId");
        await _bench.CallAsync("AttachInternetGateway", $"InternetGatewayId={gateway}", $"VpcId={vpc}");
        return (vpc, subnet, gateway);
    }
}

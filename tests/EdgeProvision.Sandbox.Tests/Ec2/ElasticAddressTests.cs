using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class ElasticAddressTests : IAsyncDisposable
{
    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Allocate_AssociateReleaseInUse_FollowTheAddress()
    {
        var made = await _bench.CallAsync("AllocateAddress", "Domain=vpc", "TagSpecification.1.ResourceType=elastic-ip", "TagSpecification.1.Tag.1.Key=edge-key", "TagSpecification.1.Tag.1.Value=k");
        var (id, address) = (Ec2Bench.Value(made, "allocationId"), Ec2Bench.Value(made, "publicIp"));
        Assert.Equal(("198.19.0.0", "us-east-1"), (address, Ec2Bench.Value(made, "networkBorderGroup")));
        var instance = await _bench.RunUpAsync();
        var association = await _bench.ValueAsync("AssociateAddress", "associationId", $"AllocationId={id}", $"InstanceId={instance}");
        Assert.Equal(association, await _bench.ValueAsync("AssociateAddress", "associationId", $"AllocationId={id}", $"InstanceId={instance}"));
        Assert.Equal(address, Ec2Bench.Value(await _bench.InstanceAsync(instance), "ipAddress"));
        var inner = Ec2Bench.Value(await _bench.InstanceAsync(instance), "privateIpAddress");
        await UntilTargetAsync(address, new AddressTarget(instance, inner));
        var shown = await _bench.CallAsync("DescribeAddresses", "Filter.1.Name=tag:edge-key", "Filter.1.Value.1=k");
        Assert.Equal((association, instance, inner), (Ec2Bench.Value(shown, "addressesSet/item/associationId"), Ec2Bench.Value(shown, "addressesSet/item/instanceId"), Ec2Bench.Value(shown, "addressesSet/item/privateIpAddress")));
        Assert.Equal("400 InvalidIPAddress.InUse", await _bench.RefusedAsync("ReleaseAddress", $"AllocationId={id}"));
        await _bench.CallAsync("DisassociateAddress", $"AssociationId={association}");
        await _bench.CallAsync("DisassociateAddress", $"AssociationId={association}");
        await UntilTargetAsync(address, null);
        Assert.Equal(_bench.Room.Find(instance)!.PublicAddress, Ec2Bench.Value(await _bench.InstanceAsync(instance), "ipAddress"));
        await _bench.CallAsync("ReleaseAddress", $"AllocationId={id}");
        Assert.Equal("400 InvalidAllocationID.NotFound", await _bench.RefusedAsync("ReleaseAddress", $"AllocationId={id}"));
        Assert.Equal("401 AuthFailure", await _bench.RefusedAsync("ReleaseAddress", $"PublicIp={address}"));
        Assert.NotNull(_bench.Emulator.Ledger.Entries.Single(entry => entry.Kind == "address").GoneAt);
    }

    [Fact]
    public async Task Allocate_BeyondQuota_IsAddressLimitExceeded()
    {
        for (var number = 0; number < 5; number++)
            await _bench.CallAsync("AllocateAddress");
        Assert.Equal("400 AddressLimitExceeded", await _bench.RefusedAsync("AllocateAddress"));
        Assert.Equal(5, _bench.Emulator.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Allocate_UsedUpPool_IsInsufficientCapacity()
    {
        await using var bench = new Ec2Bench(options => options with { PublicPool = "198.19.0.0/28", Quotas = options.Quotas with { Addresses = 100 } });
        for (var number = 0; number < 16; number++)
            await bench.CallAsync("AllocateAddress");
        Assert.Equal("500 InsufficientAddressCapacity", await bench.RefusedAsync("AllocateAddress"));
    }

    [Theory]
    [InlineData("NetworkBorderGroup=us-east-1-bos-1", "400 InvalidParameterValue")]
    [InlineData("NetworkBorderGroup=moon", "400 InvalidParameterValue")]
    [InlineData("Domain=standard", "400 InvalidParameterValue")]
    [InlineData("Address=192.0.2.1", "400 InvalidAddress.NotFound")]
    public async Task Allocate_Wrong_IsRefused(string parameter, string refusal) => Assert.Equal(refusal, await _bench.RefusedAsync("AllocateAddress", parameter));

    [Fact]
    public async Task Allocate_InAWavelengthZone_IsACarriersAddress()
    {
        await _bench.CallAsync("ModifyAvailabilityZoneGroup", "GroupName=us-east-1-wl1", "OptInStatus=opted-in");
        var made = await _bench.CallAsync("AllocateAddress", "NetworkBorderGroup=us-east-1-wl1");
        Assert.NotEmpty(Ec2Bench.Values(made, "carrierIp"));
        Assert.Empty(Ec2Bench.Values(made, "publicIp"));
        var instance = await _bench.RunUpAsync();
        Assert.Equal("400 InvalidParameterCombination", await _bench.RefusedAsync("AssociateAddress", $"AllocationId={Ec2Bench.Value(made, "allocationId")}", $"InstanceId={instance}"));
        Assert.Equal("400 InvalidAddress.NotFound", await _bench.RefusedAsync("ReleaseAddress", $"AllocationId={Ec2Bench.Value(made, "allocationId")}"));
        await _bench.CallAsync("ReleaseAddress", $"AllocationId={Ec2Bench.Value(made, "allocationId")}", "NetworkBorderGroup=us-east-1-wl1");
    }

    [Fact]
    public async Task Associate_PendingInstanceOrNoGateway_IsRefused()
    {
        var id = await _bench.ValueAsync("AllocateAddress", "allocationId");
        var pending = await _bench.RunAsync();
        Assert.Equal("400 InvalidInstanceID", await _bench.RefusedAsync("AssociateAddress", $"AllocationId={id}", $"InstanceId={pending}"));
        var vpc = await _bench.ValueAsync("CreateVpc", "vpc/vpcId", "CidrBlock=10.0.0.0/16");
        var subnet = await _bench.ValueAsync("CreateSubnet", "subnet/subnetId", $"VpcId={vpc}", "CidrBlock=10.0.1.0/24");
        var closed = await _bench.RunUpAsync($"SubnetId={subnet}");
        Assert.Equal("400 Gateway.NotAttached", await _bench.RefusedAsync("AssociateAddress", $"AllocationId={id}", $"InstanceId={closed}"));
        Assert.Equal("400 InvalidParameterCombination", await _bench.RefusedAsync("AssociateAddress", $"AllocationId={id}"));
        Assert.Equal("400 InvalidAssociationID.NotFound", await _bench.RefusedAsync("DisassociateAddress", "AssociationId=eipassoc-00000001"));
    }

    [Fact]
    public async Task Associate_ElsewhereAlready_MovesUnlessForbidden()
    {
        var made = await _bench.CallAsync("AllocateAddress");
        var (id, address) = (Ec2Bench.Value(made, "allocationId"), Ec2Bench.Value(made, "publicIp"));
        var (one, two) = (await _bench.RunUpAsync(), await _bench.RunUpAsync());
        await _bench.CallAsync("AssociateAddress", $"AllocationId={id}", $"InstanceId={one}");
        Assert.Equal("400 Resource.AlreadyAssociated", await _bench.RefusedAsync("AssociateAddress", $"AllocationId={id}", $"InstanceId={two}", "AllowReassociation=false"));
        await _bench.CallAsync("AssociateAddress", $"AllocationId={id}", $"InstanceId={two}");
        await UntilTargetAsync(address, new AddressTarget(two, Ec2Bench.Value(await _bench.InstanceAsync(two), "privateIpAddress")));
        Assert.Equal(two, await _bench.ValueAsync("DescribeAddresses", "addressesSet/item/instanceId"));
        var other = await _bench.ValueAsync("AllocateAddress", "allocationId");
        await _bench.CallAsync("AssociateAddress", $"AllocationId={other}", $"InstanceId={two}");
        await UntilTargetAsync(address, null);
        Assert.Single(await _bench.ValuesAsync("DescribeAddresses", "addressesSet/item/associationId"));
    }

    [Fact]
    public async Task Terminate_WithAnAddress_LeavesItAllocatedAndLeadingNowhere()
    {
        var made = await _bench.CallAsync("AllocateAddress");
        var instance = await _bench.RunUpAsync();
        await _bench.CallAsync("AssociateAddress", $"AllocationId={Ec2Bench.Value(made, "allocationId")}", $"InstanceId={instance}");
        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={instance}");
        await _bench.UntilStateAsync(instance, "terminated");
        await UntilTargetAsync(Ec2Bench.Value(made, "publicIp"), null);
        await _bench.CallAsync("ReleaseAddress", $"AllocationId={Ec2Bench.Value(made, "allocationId")}");
    }

    [Fact]
    public async Task SecondaryAddresses_AssignTranslateUnassign_FollowTheInterface()
    {
        var instance = await _bench.RunUpAsync();
        var card = Ec2Bench.Value(await _bench.InstanceAsync(instance), "networkInterfaceSet/item/networkInterfaceId");
        var assigned = await _bench.ValuesAsync("AssignPrivateIpAddresses", "assignedPrivateIpAddressesSet/item/privateIpAddress", $"NetworkInterfaceId={card}", "SecondaryPrivateIpAddressCount=2");
        Assert.Equal(2, assigned.Count);
        var made = await _bench.CallAsync("AllocateAddress");
        await _bench.CallAsync("AssociateAddress", $"AllocationId={Ec2Bench.Value(made, "allocationId")}", $"NetworkInterfaceId={card}", $"PrivateIpAddress={assigned[0]}");
        await UntilTargetAsync(Ec2Bench.Value(made, "publicIp"), new AddressTarget(instance, assigned[0]));
        // The instance's own public address is another.
        Assert.Equal(_bench.Room.Find(instance)!.PublicAddress, Ec2Bench.Value(await _bench.InstanceAsync(instance), "ipAddress"));
        var shown = await _bench.CallAsync("DescribeNetworkInterfaces", $"NetworkInterfaceId.1={card}");
        Assert.Equal(["true", "false", "false"], Ec2Bench.Values(shown, "networkInterfaceSet/item/privateIpAddressesSet/item/primary"));
        await _bench.CallAsync("UnassignPrivateIpAddresses", $"NetworkInterfaceId={card}", $"PrivateIpAddress.1={assigned[0]}");
        await UntilTargetAsync(Ec2Bench.Value(made, "publicIp"), null);
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("UnassignPrivateIpAddresses", $"NetworkInterfaceId={card}", $"PrivateIpAddress.1={assigned[0]}"));
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("UnassignPrivateIpAddresses", $"NetworkInterfaceId={card}", $"PrivateIpAddress.1={Ec2Bench.Value(shown, "networkInterfaceSet/item/privateIpAddress")}"));
    }

    [Fact]
    public async Task Assign_BeyondTheTypesLimitOrTaken_IsRefused()
    {
        var (one, two) = (await _bench.RunUpAsync(), await _bench.RunUpAsync());
        var card = Ec2Bench.Value(await _bench.InstanceAsync(one), "networkInterfaceSet/item/networkInterfaceId");
        var other = Ec2Bench.Value(await _bench.InstanceAsync(two), "networkInterfaceSet/item/networkInterfaceId");
        Assert.Equal("400 PrivateIpAddressLimitExceeded", await _bench.RefusedAsync("AssignPrivateIpAddresses", $"NetworkInterfaceId={card}", "SecondaryPrivateIpAddressCount=10"));
        await _bench.CallAsync("AssignPrivateIpAddresses", $"NetworkInterfaceId={card}", "PrivateIpAddress.1=172.31.0.200");
        Assert.Equal("400 InvalidIPAddress.InUse", await _bench.RefusedAsync("AssignPrivateIpAddresses", $"NetworkInterfaceId={other}", "PrivateIpAddress.1=172.31.0.200"));
        await _bench.CallAsync("AssignPrivateIpAddresses", $"NetworkInterfaceId={other}", "PrivateIpAddress.1=172.31.0.200", "AllowReassignment=true");
        Assert.DoesNotContain("172.31.0.200", await _bench.ValuesAsync("DescribeNetworkInterfaces", "networkInterfaceSet/item/privateIpAddressesSet/item/privateIpAddress", $"NetworkInterfaceId.1={card}"));
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("AssignPrivateIpAddresses", $"NetworkInterfaceId={card}", "PrivateIpAddress.1=10.0.0.9"));
    }

    private Task UntilTargetAsync(string address, AddressTarget? target) => _bench.UntilAsync(() => Task.FromResult(_bench.Translator.Targets.GetValueOrDefault(address) == target));
}

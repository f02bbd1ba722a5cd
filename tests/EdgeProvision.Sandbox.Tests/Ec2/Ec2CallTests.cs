using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class Ec2CallTests : IAsyncDisposable
{
    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("Explode", "", "400 InvalidAction")]
    [InlineData("DescribeVpcs", "Nonsense=1", "400 UnknownParameter")]
    [InlineData("DescribeVpcs", "Filter.1.Name=nonsense|Filter.1.Value.1=x", "400 InvalidParameterValue")]
    [InlineData("DescribeVpcs", "Filter.1.Value.1=x", "400 MissingParameter")]
    [InlineData("DescribeVpcs", "MaxResults=4", "400 InvalidParameterValue")]
    [InlineData("DescribeVpcs", "MaxResults=1001", "400 InvalidParameterValue")]
    [InlineData("DescribeVpcs", "MaxResults=many", "400 InvalidParameterValue")]
    [InlineData("DescribeVpcs", "MaxResults=5|NextToken=nonsense", "400 InvalidNextToken")]
    [InlineData("DescribeVpcs", "MaxResults=5|VpcId.1=vpc-00000000000000001", "400 InvalidParameterCombination")]
    [InlineData("DescribeVpcs", "DryRun=true", "412 DryRunOperation")]
    [InlineData("DescribeVpcs", "DryRun=maybe", "400 InvalidParameterValue")]
    [InlineData("DescribeVpcs", "VpcId.1=vpc-00000000000000001", "400 InvalidVpcID.NotFound")]
    [InlineData("DescribeVpcs", "VpcId.1=nonsense", "400 InvalidVpcId.Malformed")]
    [InlineData("DescribeInstances", "InstanceId.1=i-00000000000000001", "400 InvalidInstanceID.NotFound")]
    [InlineData("DescribeInstances", "InstanceId.1=i-123", "400 InvalidInstanceID.Malformed")]
    [InlineData("DescribeSubnets", "SubnetId.1=subnet-00000001", "400 InvalidSubnetID.NotFound")]
    [InlineData("DescribeSecurityGroups", "GroupId.1=sg-00000001", "400 InvalidGroup.NotFound")]
    [InlineData("DescribeInternetGateways", "InternetGatewayId.1=igw-00000001", "400 InvalidInternetGatewayID.NotFound")]
    [InlineData("DescribeRouteTables", "RouteTableId.1=rtb-00000001", "400 InvalidRouteTableID.NotFound")]
    [InlineData("DescribeAddresses", "AllocationId.1=eipalloc-00000001", "400 InvalidAllocationID.NotFound")]
    [InlineData("DescribeNetworkInterfaces", "NetworkInterfaceId.1=eni-00000001", "400 InvalidNetworkInterfaceID.NotFound")]
    [InlineData("DescribeVolumes", "VolumeId.1=vol-00000001", "400 InvalidVolume.NotFound")]
    [InlineData("DeleteVolume", "VolumeId=vol-00000001", "400 InvalidVolume.NotFound")]
    [InlineData("DeleteVolume", "VolumeId=disk", "400 InvalidVolumeID.Malformed")]
    [InlineData("DescribeKeyPairs", "KeyName.1=none", "400 InvalidKeyPair.NotFound")]
    [InlineData("DescribeImages", "ImageId.1=ami-00000001", "400 InvalidAMIID.NotFound")]
    [InlineData("DescribeImages", "ImageId.1=nonsense", "400 InvalidAMIID.Malformed")]
    [InlineData("DescribeInstanceTypes", "InstanceType.1=huge", "400 InvalidInstanceType")]
    public async Task Call_Wrong_IsRefusedWithTheServicesCode(string action, string parameters, string refusal) =>
        Assert.Equal(refusal, await _bench.RefusedAsync(action, parameters.Split('|', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public async Task Call_WithoutActionOrWithAnotherVersion_IsRefused()
    {
        Assert.Equal("400 MissingAction", Ec2Bench.Refusal(await SendAsync("Version=2016-11-15")));
        Assert.Equal("400 MissingParameter", Ec2Bench.Refusal(await SendAsync("Action=DescribeVpcs")));
        Assert.Equal("400 NoSuchVersion", Ec2Bench.Refusal(await SendAsync("Action=DescribeVpcs&Version=2006-06-26")));
    }

    [Fact]
    public async Task Actions_WithAParameterThatNobodyKnows_AllRefuseToAct()
    {
        foreach (var action in _bench.Emulator.Actions.Names.ToList())
        {
            var reply = await _bench.SendAsync(_bench.Sign(action, ["Nonsense=1"]));
            Assert.True(reply.Status is 400, $"{action}: {reply.Status}");
        }
    }

    [Fact]
    public async Task Describe_Paged_ShowsEveryEntryOnce()
    {
        for (var number = 0; number < 23; number++)
            await _bench.CallAsync("CreateSecurityGroup", $"GroupName=g{number}", "GroupDescription=d", "TagSpecification.1.ResourceType=security-group", "TagSpecification.1.Tag.1.Key=paged", "TagSpecification.1.Tag.1.Value=yes");
        var seen = new List<string>();
        string? token = null;
        for (var page = 1; page == 1 || token is not null; page++)
        {
            var root = await _bench.CallAsync("DescribeSecurityGroups", ["Filter.1.Name=tag:paged", "Filter.1.Value.1=y?s", "MaxResults=10", .. token is null ? Array.Empty<string>() : [$"NextToken={token}"]]);
            seen.AddRange(Ec2Bench.Values(root, "securityGroupInfo/item/groupId"));
            token = Ec2Bench.Values(root, "nextToken").FirstOrDefault();
            Assert.True(page <= 3);
        }

        Assert.Equal(23, seen.Distinct().Count());
        Assert.Equal(23, seen.Count);
    }

    [Fact]
    public async Task Call_RegionsAndAccounts_KnowNothingOfEachOther()
    {
        var vpc = await _bench.ValueAsync("CreateVpc", "vpc/vpcId", "CidrBlock=10.0.0.0/16");
        await _bench.CallAsync("DescribeVpcs", $"VpcId.1={vpc}");
        Assert.Equal("400 InvalidVpcID.NotFound", Ec2Bench.Refusal(await _bench.SendAsync(_bench.Sign("DescribeVpcs", [$"VpcId.1={vpc}"], region: "us-west-2"))));
        Assert.Equal("400 InvalidVpcID.NotFound", Ec2Bench.Refusal(await _bench.SendAsync(_bench.Sign("DescribeVpcs", [$"VpcId.1={vpc}"], Ec2Bench.Other))));
    }

    [Fact]
    public async Task Lag_NewIds_AreUnknownToEveryCallAndToLists()
    {
        _bench.Emulator.Conditions.Lag = TimeSpan.FromSeconds(5);
        var vpc = await _bench.ValueAsync("CreateVpc", "vpc/vpcId", "CidrBlock=10.0.0.0/16", "TagSpecification.1.ResourceType=vpc", "TagSpecification.1.Tag.1.Key=edge-key", "TagSpecification.1.Tag.1.Value=k");
        Assert.Equal("400 InvalidVpcID.NotFound", await _bench.RefusedAsync("CreateSubnet", $"VpcId={vpc}", "CidrBlock=10.0.1.0/24"));
        Assert.Equal("400 InvalidVpcID.NotFound", await _bench.RefusedAsync("DescribeVpcs", $"VpcId.1={vpc}"));
        Assert.Equal("400 InvalidVpcID.NotFound", await _bench.RefusedAsync("CreateTags", $"ResourceId.1={vpc}", "Tag.1.Key=a", "Tag.1.Value=b"));
        Assert.Empty(await _bench.ValuesAsync("DescribeVpcs", "vpcSet/item/vpcId", "Filter.1.Name=tag:edge-key", "Filter.1.Value.1=k"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal([vpc], await _bench.ValuesAsync("DescribeVpcs", "vpcSet/item/vpcId", "Filter.1.Name=tag:edge-key", "Filter.1.Value.1=k"));
        await _bench.CallAsync("DeleteVpc", $"VpcId={vpc}");
        Assert.Equal([vpc], await _bench.ValuesAsync("DescribeVpcs", "vpcSet/item/vpcId", $"VpcId.1={vpc}"));
        Assert.Equal("400 InvalidVpcID.NotFound", await _bench.RefusedAsync("DeleteVpc", $"VpcId={vpc}"));
        _bench.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("400 InvalidVpcID.NotFound", await _bench.RefusedAsync("DescribeVpcs", $"VpcId.1={vpc}"));
    }

    [Fact]
    public async Task Tags_CreateChangeDelete_ShowInResourceListAndFilter()
    {
        var vpc = await _bench.ValueAsync("CreateVpc", "vpc/vpcId", "CidrBlock=10.0.0.0/16");
        await _bench.CallAsync("CreateTags", $"ResourceId.1={vpc}", "Tag.1.Key=Name", "Tag.1.Value=one", "Tag.2.Key=edge-key", "Tag.2.Value=a/b");
        await _bench.CallAsync("CreateTags", $"ResourceId.1={vpc}", "Tag.1.Key=Name", "Tag.1.Value=two");
        var tags = await _bench.CallAsync("DescribeTags", "Filter.1.Name=resource-id", $"Filter.1.Value.1={vpc}");
        Assert.Equal(["Name", "edge-key"], Ec2Bench.Values(tags, "tagSet/item/key"));
        Assert.Equal(["two", "a/b"], Ec2Bench.Values(tags, "tagSet/item/value"));
        Assert.Equal(["vpc", "vpc"], Ec2Bench.Values(tags, "tagSet/item/resourceType"));
        await _bench.CallAsync("DeleteTags", $"ResourceId.1={vpc}", "Tag.1.Key=Name", "Tag.1.Value=one");
        await _bench.CallAsync("DeleteTags", $"ResourceId.1={vpc}", "Tag.1.Key=edge-key");
        Assert.Equal(["two"], await _bench.ValuesAsync("DescribeVpcs", "vpcSet/item/tagSet/item/value", $"VpcId.1={vpc}"));
    }

    [Theory]
    [InlineData("Tag.1.Key=aws:x|Tag.1.Value=y", "400 InvalidParameterValue")]
    [InlineData("Tag.1.Key=a|Tag.1.Value=1|Tag.2.Key=a|Tag.2.Value=2", "400 InvalidParameterValue")]
    [InlineData("", "400 MissingParameter")]
    public async Task CreateTags_Wrong_IsRefused(string tags, string refusal)
    {
        var vpc = await _bench.ValueAsync("DescribeVpcs", "vpcSet/item/vpcId");
        Assert.Equal(refusal, await _bench.RefusedAsync("CreateTags", [$"ResourceId.1={vpc}", .. tags.Split('|', StringSplitOptions.RemoveEmptyEntries)]));
        Assert.Equal("400 InvalidID", await _bench.RefusedAsync("CreateTags", "ResourceId.1=thing-00000001", "Tag.1.Key=a", "Tag.1.Value=b"));
    }

    [Fact]
    public async Task CreateTags_FiftyFirst_IsTagLimitExceeded()
    {
        var vpc = await _bench.ValueAsync("DescribeVpcs", "vpcSet/item/vpcId");
        await _bench.CallAsync("CreateTags", [$"ResourceId.1={vpc}", .. Enumerable.Range(1, 50).SelectMany(number => new[] { $"Tag.{number}.Key=k{number}", $"Tag.{number}.Value=v" })]);
        Assert.Equal("400 TagLimitExceeded", await _bench.RefusedAsync("CreateTags", $"ResourceId.1={vpc}", "Tag.1.Key=another", "Tag.1.Value=v"));
        await _bench.CallAsync("CreateTags", $"ResourceId.1={vpc}", "Tag.1.Key=k50", "Tag.1.Value=changed");
    }

    private Task<HttpReply> SendAsync(string body) =>
        _bench.SendAsync(Ec2Bench.Sign("POST", "", System.Text.Encoding.UTF8.GetBytes(body), Ec2Bench.Own, Ec2Bench.Region, _bench.Clock.GetUtcNow()));
}

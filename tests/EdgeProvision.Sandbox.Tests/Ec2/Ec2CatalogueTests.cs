namespace EdgeProvision.Sandbox.Tests.Ec2;

public sealed class Ec2CatalogueTests : IAsyncDisposable
{
    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Images_NewestOfADistribution_IsFoundByName()
    {
        var root = await _bench.CallAsync("DescribeImages", "Owner.1=099720109477", "Filter.1.Name=name", "Filter.1.Value.1=ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*", "Filter.2.Name=architecture", "Filter.2.Value.1=x86_64");
        var dates = Ec2Bench.Values(root, "imagesSet/item/creationDate");
        Assert.Equal(2, dates.Count);
        Assert.Contains("2026-10-12T06:00:00.000Z", dates);
        Assert.All(Ec2Bench.Values(root, "imagesSet/item/imageOwnerId"), owner => Assert.Equal("099720109477", owner));
    }

    [Fact]
    public async Task Images_Deprecated_AreShownOnlyOnRequest()
    {
        string[] centos = ["Filter.1.Name=name", "Filter.1.Value.1=CentOS*"];
        Assert.Empty(await _bench.ValuesAsync("DescribeImages", "imagesSet/item/imageId", centos));
        var id = Assert.Single(await _bench.ValuesAsync("DescribeImages", "imagesSet/item/imageId", [.. centos, "IncludeDeprecated=true"]));
        Assert.Equal([id], await _bench.ValuesAsync("DescribeImages", "imagesSet/item/imageId", $"ImageId.1={id}"));
        Assert.Empty(await _bench.ValuesAsync("DescribeImages", "imagesSet/item/imageId", "Owner.1=self"));
    }

    [Fact]
    public async Task Types_BareMetalAndNested_AreFoundByFilter()
    {
        var metal = await _bench.CallAsync("DescribeInstanceTypes", "Filter.1.Name=bare-metal", "Filter.1.Value.1=true", "Filter.2.Name=processor-info.supported-architecture", "Filter.2.Value.1=x86_64");
        Assert.Contains("c5.metal", Ec2Bench.Values(metal, "instanceTypeSet/item/instanceType"));
        Assert.Empty(Ec2Bench.Values(metal, "instanceTypeSet/item/hypervisor"));
        var nested = await _bench.CallAsync("DescribeInstanceTypes", "Filter.1.Name=processor-info.supported-features", "Filter.1.Value.1=nested-virtualization");
        Assert.Equal(["c8i.large", "c8i.xlarge", "m8i-flex.xlarge", "m8i.large", "r8i.2xlarge"], Ec2Bench.Values(nested, "instanceTypeSet/item/instanceType"));
        var one = await _bench.CallAsync("DescribeInstanceTypes", "InstanceType.1=i3.metal");
        Assert.Equal(("72", "36", "524288", "15200", "50"), (
            Ec2Bench.Value(one, "instanceTypeSet/item/vCpuInfo/defaultVCpus"), Ec2Bench.Value(one, "instanceTypeSet/item/vCpuInfo/defaultCores"), Ec2Bench.Value(one, "instanceTypeSet/item/memoryInfo/sizeInMiB"),
            Ec2Bench.Value(one, "instanceTypeSet/item/instanceStorageInfo/totalSizeInGB"), Ec2Bench.Value(one, "instanceTypeSet/item/networkInfo/ipv4AddressesPerInterface")));
    }

    [Fact]
    public async Task Offerings_ByZone_ShowWhatLocalZonesHaveNot()
    {
        string[] question = ["LocationType=availability-zone", "Filter.1.Name=instance-type", "Filter.1.Value.1=*.metal", "Filter.2.Name=location", "Filter.2.Value.1=us-east-1-bos-1a"];
        Assert.Equal(["c5.metal", "m5.metal"], await _bench.ValuesAsync("DescribeInstanceTypeOfferings", "instanceTypeOfferingSet/item/instanceType", question));
        Assert.Equal(["us-east-1a", "us-east-1b"], await _bench.ValuesAsync("DescribeInstanceTypeOfferings", "instanceTypeOfferingSet/item/location", "LocationType=availability-zone", "Filter.1.Name=instance-type", "Filter.1.Value.1=c8i.large"));
        Assert.Equal(["us-east-1"], await _bench.ValuesAsync("DescribeInstanceTypeOfferings", "instanceTypeOfferingSet/item/location", "Filter.1.Name=instance-type", "Filter.1.Value.1=c5.metal"));
    }

    [Fact]
    public async Task Regions_AreThoseThatAreServed()
    {
        Assert.Contains("eu-central-1", await _bench.ValuesAsync("DescribeRegions", "regionInfo/item/regionName", "AllRegions=true"));
        Assert.Equal(["ec2.us-west-2.amazonaws.com"], await _bench.ValuesAsync("DescribeRegions", "regionInfo/item/regionEndpoint", "RegionName.1=us-west-2"));
        Assert.Equal("400 InvalidParameterValue", await _bench.RefusedAsync("DescribeRegions", "RegionName.1=moon-1"));
        var zone = await _bench.CallAsync("DescribeAvailabilityZones", "ZoneName.1=us-east-1-wl1-bos-wlz-1", "AllAvailabilityZones=true");
        Assert.Equal(("wavelength-zone", "us-east-1-wl1", "us-east-1a"), (Ec2Bench.Value(zone, "availabilityZoneInfo/item/zoneType"), Ec2Bench.Value(zone, "availabilityZoneInfo/item/networkBorderGroup"), Ec2Bench.Value(zone, "availabilityZoneInfo/item/parentZoneName")));
    }
}

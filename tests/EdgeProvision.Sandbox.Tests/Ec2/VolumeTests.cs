namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>Disks: made with an instance, gone with it, or kept when it ends.</summary>
public sealed class VolumeTests : IAsyncDisposable
{
    private static readonly string[] s_two =
    [
        "BlockDeviceMapping.1.DeviceName=/dev/sdf", "BlockDeviceMapping.1.Ebs.VolumeSize=10", "BlockDeviceMapping.1.Ebs.VolumeType=gp3", "BlockDeviceMapping.1.Ebs.DeleteOnTermination=false",
        "TagSpecification.1.ResourceType=volume", "TagSpecification.1.Tag.1.Key=edge-provision", "TagSpecification.1.Tag.1.Value=p-1",
    ];

    private readonly Ec2Bench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Volumes_OfAnInstance_AreAttachedTaggedAndListedUntilItEnds()
    {
        var id = await _bench.RunUpAsync(s_two);

        var shown = Ec2Bench.Values(await _bench.InstanceAsync(id), "blockDeviceMapping/item/ebs/volumeId");
        Assert.Equal(shown.Order(), (await _bench.ValuesAsync("DescribeVolumes", "volumeSet/item/volumeId", "Filter.1.Name=attachment.instance-id", $"Filter.1.Value.1={id}")).Order());
        var extra = (await _bench.CallAsync("DescribeVolumes", "Filter.1.Name=size", "Filter.1.Value.1=10", "Filter.2.Name=tag:edge-provision", "Filter.2.Value.1=p-1")).Element("volumeSet")!.Element("item")!;
        Assert.Equal(
            ["10", "us-east-1a", "in-use", "gp3", id, "/dev/sdf", "false", "p-1"],
            new[] { "size", "availabilityZone", "status", "volumeType", "attachmentSet/item/instanceId", "attachmentSet/item/device", "attachmentSet/item/deleteOnTermination", "tagSet/item/value" }.Select(path => Ec2Bench.Value(extra, path)));

        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
        await _bench.UntilStateAsync(id, "terminated");

        var kept = (await _bench.CallAsync("DescribeVolumes")).Element("volumeSet")!.Elements("item").Single();
        Assert.Equal(("10", "available"), (Ec2Bench.Value(kept, "size"), Ec2Bench.Value(kept, "status")));
        Assert.Empty(Ec2Bench.Values(kept, "attachmentSet/item/instanceId"));
    }

    [Fact]
    public async Task Delete_OfAKeptVolume_IsRefusedWhileItIsInUseAndChargedUntilThen()
    {
        var id = await _bench.RunUpAsync(s_two);
        var volume = await _bench.ValueAsync("DescribeVolumes", "volumeSet/item/volumeId", "Filter.1.Name=size", "Filter.1.Value.1=10");

        Assert.Equal("400 VolumeInUse", await _bench.RefusedAsync("DeleteVolume", $"VolumeId={volume}"));
        await _bench.CallAsync("StopInstances", $"InstanceId.1={id}");
        await _bench.UntilStateAsync(id, "stopped");
        Assert.Equal("400 VolumeInUse", await _bench.RefusedAsync("DeleteVolume", $"VolumeId={volume}"));
        await _bench.CallAsync("TerminateInstances", $"InstanceId.1={id}");
        await _bench.UntilStateAsync(id, "terminated");
        Assert.Null(_bench.Emulator.Ledger.Entries.Single(e => e.Id == volume).ReleasedAt);

        await _bench.CallAsync("DeleteVolume", $"VolumeId={volume}");

        Assert.Equal("400 InvalidVolume.NotFound", await _bench.RefusedAsync("DeleteVolume", $"VolumeId={volume}"));
        Assert.NotNull(_bench.Emulator.Ledger.Entries.Single(e => e.Id == volume).GoneAt);
        Assert.Equal("volume", _bench.Emulator.Ledger.Entries.Single(e => e.Id == volume).Kind);
    }

    [Fact]
    public async Task Volumes_OfSeveralInstances_AreEachItsOwn()
    {
        await _bench.CallAsync("RunInstances", [.. (await _bench.OrderAsync()).Where(p => !p.StartsWith("MaxCount", StringComparison.Ordinal)), "MaxCount=2"]);

        Assert.Equal(2, (await _bench.ValuesAsync("DescribeVolumes", "volumeSet/item/volumeId")).Distinct().Count());
    }
}

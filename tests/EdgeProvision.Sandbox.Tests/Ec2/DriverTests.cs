using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>What only this driver has to do, beside the contract for machines.</summary>
public sealed class DriverTests : IAsyncDisposable
{
    private readonly DriverBench _bench = new();

    private IProviderDriver Driver => _bench.Driver;

    private static CancellationToken Token => DriverBench.Token;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Get_Instance_TellsTypeZoneAndThePublicAddressWhileItRuns()
    {
        var device = await _bench.RunAsync();

        Assert.Equal(("m5.large", "running"), (device.Hardware, device.ProviderState));
        Assert.Equal(_bench.Room.Find(device.Id)!.PublicAddress, device.PublicAddress);
        Assert.StartsWith("eu-central-1", device.Location, StringComparison.Ordinal);
        await Driver.PowerAsync(device.Id, PowerAction.Off, Token);
        Assert.Null((await _bench.UntilAsync(device.Id, DeviceState.Inactive)).PublicAddress);
    }

    [Fact]
    public async Task Create_WordForAnImageThatMeansANewerOneByNow_IsSpentAndTheFirstIsFoundWithoutItsTags()
    {
        var old = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(DriverBench.Request("node1", 1, ("ami", "debian-12-amd64-20260512-2261")), Token)).Device;
        await _bench.UntagAsync(old.Id);

        var error = Assert.IsType<CreateResult.Spent>(await Driver.CreateDeviceAsync(DriverBench.Request(), Token)).Error;

        Assert.Contains("IdempotentParameterMismatch", error.Message, StringComparison.Ordinal);
        Assert.Empty(await Driver.ListDevicesAsync("p-1", Token));
        Assert.Equal(old.Id, (await Driver.FindOrderedAsync(DriverBench.Request(), Token))!.Id);
        Assert.Single(_bench.Emulator.Ledger.Entries);
    }

    [Fact]
    public async Task Create_ForAHostMadeAnew_IsAnotherOrderAlthoughTheServiceRemembersTheFirst()
    {
        var first = await _bench.RunAsync();
        await Driver.DeleteDeviceAsync(first.Id, Token);

        var anew = DriverBench.Request("node1", 1);
        var made = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(anew with { HostId = anew.HostId + 1 }, Token)).Device;

        Assert.NotEqual(first.Id, made.Id);
        Assert.Equal(2, _bench.Emulator.Ledger.Entries.Count);
    }

    [Theory]
    [InlineData("InsufficientInstanceCapacity", 500, ErrorKind.LimitReached)]
    [InlineData("VcpuLimitExceeded", 400, ErrorKind.LimitReached)]
    [InlineData("UnauthorizedOperation", 403, ErrorKind.AccessDenied)]
    [InlineData("AuthFailure", 401, ErrorKind.AccessDenied)]
    [InlineData("InvalidParameterValue", 400, ErrorKind.Refused)]
    public async Task Create_RefusedByTheService_IsRefusedAndNotRepeated(string code, int status, ErrorKind kind)
    {
        _bench.Fail("RunInstances", FaultKind.Status, status, code, times: 0);

        var error = Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(DriverBench.Request(), Token)).Error;

        Assert.Equal((kind, false), (error.Kind, error.IsTransient));
        Assert.Contains(code, error.Message, StringComparison.Ordinal);
        Assert.Contains("order the instance 'node1' in eu-central-1", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RecommendedAction);

        // The key pair and the order.
        Assert.Equal(2, _bench.Writes);
    }

    [Theory]
    [InlineData("tags", "a=b,edge-key=x", "edge-key")]
    [InlineData("region_name", "us-east-1", "us-east-1")]
    [InlineData("blockdevicemapping", "/dev/sda1=:zero", "/dev/sda1=:zero")]
    [InlineData("root_disk", "-4", "-4")]
    [InlineData("licensepool", "pool", "pool")]
    [InlineData("instancetype", "m5.huge", "m5.huge")]
    [InlineData("ami", "ubuntu_3_14", "ubuntu_3_14")]
    [InlineData("ami", "ami-00000000000000000", "ami-00000000000000000")]
    [InlineData("securitygroups", "nobody", "nobody")]
    public async Task Create_OfWhatCannotBe_IsRefusedBeforeAnythingIsOrdered(string key, string value, string named)
    {
        var error = Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(DriverBench.Request("node1", 1, (key, value)), Token)).Error;

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RecommendedAction);
        Assert.Equal(0, _bench.Writes);
    }

    [Theory]
    [InlineData("ami", "debain_12", "ami", "Did you mean debian_12")]
    [InlineData("ami", "ubuntu_3_14", "ami", "Write the image's id")]
    [InlineData("ami", "ami-0123456789abcdef0", "ami", "")]
    [InlineData("ami", "ami-xyz", "ami", "")]
    [InlineData("instancetype", "m5.huge", "instancetype", "")]
    public async Task CheckOrders_OfAWordThatStandsForNothing_IsToldBeforeAnythingIsMade(string key, string value, string blamed, string advice)
    {
        IReadOnlyList<PlannedOrder> orders = [new("node1", DriverBench.Request("node1", 1, (key, value)).Keys, IsUnderWay: false), new("node2", DriverBench.Request("node2", 2).Keys, IsUnderWay: false)];

        var problem = Assert.Single(await Driver.CheckOrdersAsync(orders, Token));

        Assert.Equal(("node1", blamed), (problem.Host, problem.Key));
        Assert.Contains(value, problem.Error.Message, StringComparison.Ordinal);
        Assert.StartsWith(advice, problem.Error.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(0, _bench.Writes);
    }

    [Theory]
    [InlineData("ubuntu_22_04", "m5.large", "ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20260912")]
    [InlineData("ubuntu_24.04", "c6g.xlarge", "ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-arm64-server-20261012")]
    [InlineData("debian_12", "c6g.xlarge", "debian-12-arm64-20261012-2261")]
    [InlineData("centos_7", "m5.large", "CentOS 7.9.2009 x86_64")]
    [InlineData("almalinux_9", "m5.large", "AlmaLinux OS 9.6.20260915 x86_64")]
    [InlineData("rocky_9", "m5.large", "Rocky-9-EC2-Base-9.6-20260901.0.x86_64")]
    [InlineData("al2023-ami-*-x86_64", "m5.large", "al2023-ami-2023.9.20261012.0-kernel-6.12-x86_64")]
    public async Task Create_ImageByName_FindsTheNewestForTheProcessor(string image, string type, string name)
    {
        await _bench.RunAsync(DriverBench.Request("node1", 1, ("ami", image), ("instancetype", type)));

        Assert.Equal(name, await _bench.ImageNameAsync(Assert.Single(_bench.Emulator.Ledger.Entries).Id));
    }

    [Fact]
    public async Task Create_AllThatADescriptorMaySay_ReachesTheService()
    {
        var device = await _bench.RunAsync(DriverBench.Request(
            "node1.example.org", 1, ("instancetype", "c8i.large"), ("availabilityzone", "eu-central-1b"), ("tenancy", "default"), ("root_disk", "40"), ("tags", "team=edge, Name=other,bare"),
            ("blockdevicemapping", "/dev/sdf=:10:true:gp3 /dev/sdg=none"), ("securitygroups", "default"), ("ebs_optimized", "true"), ("userdata", "#cloud-config\nhostname: mine\n")));

        Assert.Equal(("eu-central-1b", "node1.example.org"), (device.Location, device.Hostname));
        Assert.Equal("mine", Assert.Single(_bench.Room.Orders).Hostname);
        var entry = Assert.Single(_bench.Emulator.Ledger.Entries);
        Assert.Contains("team=edge", entry.Tags);
        Assert.Contains("edge-key=p-1/host/node1.example.org", entry.Tags);
    }

    [Fact]
    public async Task Get_JustAfterACreateThatDoesNotShowYet_IsNotGone()
    {
        // It need not show for a minute, and does not while this lasts. What an order waits for has to show before.
        var driver = _bench.Open(_bench.Settings with { SettleWindow = TimeSpan.FromMinutes(1) });
        var created = Assert.IsType<CreateResult.Created>(await driver.CreateDeviceAsync(DriverBench.Request(), Token)).Device;
        _bench.Emulator.Conditions.Lag = TimeSpan.FromMinutes(1);

        Assert.Equal(DeviceState.Pending, (await driver.GetDeviceAsync(created.Id, Token))!.State);
        Assert.True(await driver.IsListedAsync(created.Id, Token));
        await driver.DeleteDeviceAsync(created.Id, Token).WaitAsync(TimeSpan.FromSeconds(1), Token).ContinueWith(_ => { }, TaskScheduler.Default);
        _bench.Emulator.Conditions.Lag = TimeSpan.Zero;
        await driver.DeleteDeviceAsync(created.Id, Token);
        await _bench.GoneAsync(created.Id);
        Assert.NotNull(Assert.Single(_bench.Emulator.Ledger.Entries).ReleasedAt);
    }

    [Fact]
    public async Task Get_InstanceThatTheServiceGaveUpOn_IsFailedUntilItIsReleased()
    {
        _bench.Emulator.Conditions.FailNext(1);
        var created = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(DriverBench.Request(), Token)).Device;

        var failed = await _bench.UntilAsync(created.Id, DeviceState.Failed);
        Assert.Contains("terminated (", failed.ProviderState, StringComparison.Ordinal);
        await Driver.DeleteDeviceAsync(created.Id, Token);

        Assert.Null(await Driver.GetDeviceAsync(created.Id, Token));
        Assert.False(await Driver.IsListedAsync(created.Id, Token));
    }

    [Fact]
    public async Task Read_WithoutCredentials_TakesThoseOfTheStandardPlaces()
    {
        // Read by nobody else in this process: all other clients here are given theirs.
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", DriverBench.Access);
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", DriverBench.Secret);
        var device = await _bench.RunAsync();

        var driver = _bench.Open(_bench.Settings with { Secrets = new Dictionary<string, string>() });

        Assert.Equal([device.Id], (await driver.ListDevicesAsync("p-1", Token)).Select(d => d.Id));
    }

    [Theory]
    [InlineData("<html>log in</html>")]
    [InlineData("")]
    [InlineData("{}")]
    public async Task Read_PageOfSomethingElse_IsNoEmptyList(string page)
    {
        await using var bench = new DriverBench(proxyPage: page);

        Assert.Equal("ProviderInvalidAnswer", (await Assert.ThrowsAnyAsync<EdgeException>(() => bench.Driver.ListDevicesAsync("p-1", Token))).Code);
        Assert.IsNotType<CreateResult.Created>(await bench.Driver.CreateDeviceAsync(DriverBench.Request(), Token));
    }

    [Fact]
    public async Task Catalog_OfARegion_TellsTypesImagesAndPlaces()
    {
        var types = (await Driver.ReadCatalogAsync("instancetype", Token))!;
        var metal = Assert.IsType<HardwareEntry>(types.Find("i3.metal"));
        Assert.Equal(("bare metal", 36, 512.0, 15200.0), (metal.Description, metal.Cores, metal.MemoryGB, metal.DiskGB));
        Assert.Equal(["8 x 1900GB SSD"], metal.Disks);
        Assert.Null(metal.HourlyPrice);
        Assert.All(metal.Places.Keys, zone => Assert.StartsWith("eu-central-1", zone, StringComparison.Ordinal));
        Assert.Equal("virtual, runs virtual machines", Assert.IsType<HardwareEntry>(types.Find("c8i.large")).Description);
        Assert.Equal((true, true, false), (metal.RunsKvm, ((HardwareEntry)types.Find("c8i.large")!).RunsKvm, ((HardwareEntry)types.Find("t3.micro")!).RunsKvm));
        Assert.False(types.Takes("m5.huge"));

        var images = (await Driver.ReadCatalogAsync("ami", Token))!;
        Assert.Equal(
            ["almalinux_8", "almalinux_9", "centos_7", "debian_11", "debian_12", "debian_13", "rocky_9", "ubuntu_18_04", "ubuntu_20_04", "ubuntu_22_04", "ubuntu_24_04"],
            images.Entries.Select(e => e.Slug));
        Assert.True(images.Takes("ami-0123456789abcdef0"));

        Assert.True((await Driver.ReadCatalogAsync("region_name", Token))!.Takes("eu-west-1"));
        var zone = Assert.IsType<PlaceEntry>((await Driver.ReadCatalogAsync("availabilityzone", Token))!.Find("eu-central-1-ham-1a"));
        Assert.StartsWith("local zone", zone.Name, StringComparison.Ordinal);
        Assert.Equal("eu-central-1a", zone.Metro);
    }
}

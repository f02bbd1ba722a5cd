using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>A provision's own network that a killed run, another hand or a service that ignores filters has left other than it should be.</summary>
public sealed class OwnNetworkRecoveryTests : IAsyncDisposable
{
    private static readonly (string, string) s_from = ("ssh_from", "198.51.100.7");
    private static readonly (string Key, string Value) s_zone = ("availabilityzone", "eu-central-1b");
    private readonly DriverBench _bench = new();

    private IProviderDriver Driver => _bench.Driver;

    private static CancellationToken Token => DriverBench.Token;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Network_OfAServiceThatIgnoresFilters_IsNotSomebodyElses()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, ("open", "tcp/443")));
        var before = _bench.LetIn();
        _bench.Emulator.Conditions.IgnoresFilters = true;
        var others = DriverBench.Own("node2", 1, s_from) with { ProvisionId = "p-2", EdgeKey = "p-2/host/node2" };

        Assert.Null(await Driver.ReadAdmissionAsync("p-2", Token));
        Assert.False(await Driver.SetAdmissionAsync("p-2", new AdmissionWish(["203.0.113.4/32"], []), Token));
        await Driver.AdmitCallerAsync("p-2", Token);
        Assert.Equal(before, _bench.LetIn());
        await _bench.Open(_bench.Settings).CreateDeviceAsync(others, Token);

        Assert.Equal([2, 2, 2, 2, 2, 2, 0], _bench.Counts());
    }

    [Fact]
    public async Task Groups_NamedAtAServiceThatIgnoresFilters_AreThoseOfTheNetworkThatTheHostIsIn()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from));
        _bench.Emulator.Conditions.IgnoresFilters = true;

        var device = await CreatedAsync(DriverBench.Request("node2"));

        using var client = _bench.Another();
        var groups = (await client.DescribeInstancesAsync(new DescribeInstancesRequest { InstanceIds = [device.Id] }, Token)).Reservations[0].Instances[0].SecurityGroups;
        Assert.Equal("default", Assert.Single(groups).GroupName);
    }

    [Fact]
    public async Task Network_Doubled_IsTheOneThatMachinesAreInAndTheOtherGoes()
    {
        var first = await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, s_zone));
        var empty = await DoubleVpcAsync();
        using var client = _bench.Another();
        await client.CreateSubnetAsync(new CreateSubnetRequest { VpcId = empty, CidrBlock = "10.66.0.0/24", AvailabilityZone = s_zone.Value, TagSpecifications = Tags(ResourceType.Subnet, "subnet") }, Token);
        await client.CreateSecurityGroupAsync(new CreateSecurityGroupRequest { VpcId = empty, GroupName = "edge-p-1", Description = "of a killed run", TagSpecifications = Tags(ResourceType.SecurityGroup, "group") }, Token);

        var second = await CreatedAsync(DriverBench.Own("node2", 1, s_from, s_zone));

        Assert.Equal(first.PrivateNetwork, second.PrivateNetwork);
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task Network_DoubledBeforeAnyMachine_IsTheOldest()
    {
        await DoubleVpcAsync("2026-01-02T00:00:00Z");
        var oldest = await DoubleVpcAsync("2026-01-01T00:00:00Z");
        await DoubleVpcAsync("2026-01-03T00:00:00Z");

        Assert.Equal(oldest, (await CreatedAsync(DriverBench.Own("node1", 1, s_from))).PrivateNetwork);
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task Network_DoubledWithMachinesInTheYounger_StaysThere()
    {
        var first = await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, s_zone));
        await DoubleVpcAsync("2001-01-01T00:00:00Z");

        Assert.Equal(first.PrivateNetwork, (await CreatedAsync(DriverBench.Own("node2", 1, s_from, s_zone))).PrivateNetwork);
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task Network_DoubledPartsOfIt_GoUnlessSomethingIsInThem()
    {
        var machine = await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, s_zone));
        using var client = _bench.Another();
        await client.CreateInternetGatewayAsync(new CreateInternetGatewayRequest { TagSpecifications = Tags(ResourceType.InternetGateway, "gateway") }, Token);
        await client.CreateRouteTableAsync(new CreateRouteTableRequest { VpcId = machine.PrivateNetwork, TagSpecifications = Tags(ResourceType.RouteTable, "routes") }, Token);
        await client.CreateSubnetAsync(
            new CreateSubnetRequest { VpcId = machine.PrivateNetwork, CidrBlock = "10.66.7.0/24", AvailabilityZone = s_zone.Value, TagSpecifications = Tags(ResourceType.Subnet, "subnet", "2001-01-01T00:00:00Z") }, Token);

        await CreatedAsync(DriverBench.Own("node2", 1, s_from, s_zone));

        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task Network_WhoseGatewayWasTaken_LeadsOutAgain()
    {
        var machine = await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, s_zone));
        await Driver.DeleteDeviceAsync(machine.Id, Token);
        await _bench.GoneAsync(machine.Id);
        using var client = _bench.Another();

        // Its interface, with the public address, goes after it.
        for (var step = 0; step < 1500 && (await client.DescribeNetworkInterfacesAsync(new DescribeNetworkInterfacesRequest(), Token)).NetworkInterfaces is { Count: > 0 }; step++)
            await Task.Delay(20, Token);
        var gateway = (string)_bench.Emulator.Describe()["gateways"]![0]!["id"]!;
        await client.DetachInternetGatewayAsync(new DetachInternetGatewayRequest { InternetGatewayId = gateway, VpcId = machine.PrivateNetwork }, Token);
        await client.DeleteInternetGatewayAsync(new DeleteInternetGatewayRequest { InternetGatewayId = gateway }, Token);

        await CreatedAsync(DriverBench.Own("node2", 1, s_from, s_zone));

        var routes = (await client.DescribeRouteTablesAsync(new DescribeRouteTablesRequest(), Token)).RouteTables.SelectMany(t => t.Routes).Where(r => r.DestinationCidrBlock == "0.0.0.0/0").ToList();
        Assert.DoesNotContain(routes, r => r.State == RouteState.Blackhole);
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task Network_OrderedAfterARunThatWasKilled_WaitsForWhatListsDoNotShowYet()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, s_from, s_zone));
        _bench.Emulator.Conditions.Lag = TimeSpan.FromMilliseconds(400);
        await Task.Delay(TimeSpan.FromMilliseconds(100), Token);

        await CreatedAsync(DriverBench.Own("node2", 1, s_from, s_zone) with { FollowsAnother = true });

        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    private async Task<Device> CreatedAsync(DeviceRequest request) => Assert.IsType<CreateResult.Created>(await _bench.Open(_bench.Settings).CreateDeviceAsync(request, Token)).Device;

    /// <summary>What a killed run has left beside the network that there is.</summary>
    private async Task<string> DoubleVpcAsync(string? madeAt = null)
    {
        using var client = _bench.Another();
        return (await client.CreateVpcAsync(new CreateVpcRequest { CidrBlock = "10.66.0.0/16", TagSpecifications = Tags(ResourceType.Vpc, "vpc", madeAt) }, Token)).Vpc.VpcId;
    }

    private static List<TagSpecification> Tags(ResourceType type, string key, string? madeAt = null) =>
    [
        new() { ResourceType = type, Tags = [new("edge-provision", "p-1"), new("edge-key", $"p-1/cloud/{key}/eu-central-1"), .. madeAt is null ? Array.Empty<Tag>() : [new("edge-created", madeAt)]] },
    ];
}

using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>What the driver makes around machines for whom no network and no key pair is named: once, whatever happens on the way, and all of it goes again.</summary>
public sealed class OwnNetworkTests : IAsyncDisposable
{
    private static readonly (string, string) s_from = ("ssh_from", "198.51.100.7");
    private readonly DriverBench _bench = new();

    private IProviderDriver Driver => _bench.Driver;

    private static CancellationToken Token => DriverBench.Token;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Network_OfItsOwn_IsMadeOnceFoundAgainAndRemoved()
    {
        var from = ("ssh_from", "198.51.100.7,203.0.113.0/24");
        var together = await Task.WhenAll(new[] { "node1", "node2" }.Select(name => _bench.RunAsync(DriverBench.Own(name, 1, from))));

        // Later: a host without a zone goes where the provision is already, which this one's zone would be as well.
        var devices = together.Append(await _bench.RunAsync(DriverBench.Own("node3", 1, from, ("availabilityzone", "eu-central-1b")))).ToList();
        await _bench.Open(_bench.Settings).CreateDeviceAsync(DriverBench.Own("node4", 1, ("ssh_from", "192.0.2.1")), Token);

        var there = _bench.Emulator.Describe();
        Assert.Equal([1, 2, 1, 1, 1, 1, 0], _bench.Counts());
        var group = there["groups"]![0]!;
        Assert.Equal(
            [
                "in peer: 192.0.2.1/32, TCP, from port: 22, to port: 22, ALLOW", "in peer: 198.51.100.7/32, TCP, from port: 22, to port: 22, ALLOW",
                "in peer: 203.0.113.0/24, TCP, from port: 22, to port: 22, ALLOW", $"in peer: {group["id"]}, UDP, from port: 4789, to port: 4789, ALLOW",
            ],
            group["rules"]!.AsArray().Select(r => (string)r!).Where(r => r.StartsWith("in ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.All(devices, d => Assert.NotNull(d.PublicAddress));
        Assert.Single(devices.Select(d => d.PrivateNetwork).Distinct());
        Assert.Equal(2, devices.Select(d => d.Location).Distinct().Count());

        Assert.False(await Driver.RemoveSurroundingsAsync("p-1", Token));
        Assert.Equal(1, _bench.Counts()[0]);
        foreach (var device in await Driver.ListDevicesAsync("p-1", Token))
            await Driver.DeleteDeviceAsync(device.Id, Token);
        for (var pass = 0; pass < 1500 && !await Driver.RemoveSurroundingsAsync("p-1", Token); pass++)
            await Task.Delay(50, Token);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], _bench.Counts());
    }

    [Theory]
    [InlineData("CreateVpc")]
    [InlineData("CreateSubnet")]
    [InlineData("CreateInternetGateway")]
    [InlineData("CreateRouteTable")]
    [InlineData("CreateSecurityGroup")]
    [InlineData("AssociateRouteTable")]
    [InlineData("AuthorizeSecurityGroupIngress")]
    [InlineData("ImportKeyPair")]
    public async Task Network_AnswerLost_IsFoundAndNotMadeTwice(string action)
    {
        _bench.Fail(action, FaultKind.LostAnswer);

        await _bench.RunAsync(DriverBench.Own("node1", 1, ("ssh_from", "198.51.100.7")));

        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task Network_ReadsLag_IsMadeAllTheSame()
    {
        _bench.Emulator.Conditions.Lag = TimeSpan.FromMilliseconds(400);

        Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(DriverBench.Own("node1", 1, ("ssh_from", "198.51.100.7")), Token));

        _bench.Emulator.Conditions.Lag = TimeSpan.Zero;
        Assert.Equal([1, 1, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task Network_WhenTheLockIsLost_IsNotMadeAndTheOperationIsToldOfTheLock()
    {
        _bench.IsGateClosed = true;

        var order = () => Driver.CreateDeviceAsync(DriverBench.Own("node1", 1, ("ssh_from", "198.51.100.7")), Token);

        Assert.Equal("LockLost", (await Assert.ThrowsAnyAsync<EdgeException>(order)).Code);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], _bench.Counts());
    }

    [Theory]
    [InlineData("ssh_from", "0.0.0.0/0")]
    [InlineData("ssh_from", "home")]
    [InlineData("open", "everything")]
    [InlineData("open", "tcp/1-1024")]
    [InlineData("open", "udp/4789 from 198.51.100.0/24")]
    [InlineData("availabilityzone", "eu-central-1-ham-1a")]
    [InlineData("availabilityzone", "eu-central-1-nowhere-1a")]
    [InlineData("subnetid", "subnet-1")]
    public async Task Network_ThatCannotBe_IsRefusedBeforeAnythingIsMade(string key, string value)
    {
        (string, string)[] keys = key != "subnetid" ? [(key, value)] : [("ssh_from", "198.51.100.7"), (key, value)];

        Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(DriverBench.Own("node1", 1, keys), Token));

        Assert.Equal(0, _bench.Writes);
    }

    [Fact]
    public async Task Network_NobodySaysWhoMayLogIn_IsTheFrontEndAndThisMachine()
    {
        (_bench.Logins.FrontEnd, _bench.Logins.Own) = (["198.51.100.9/32"], "203.0.113.4/32");

        var device = await _bench.RunAsync(DriverBench.Own());

        Assert.Equal(["198.51.100.9/32, TCP, from port: 22, to port: 22", "203.0.113.4/32, TCP, from port: 22, to port: 22"], _bench.LetIn().Where(r => r.Contains("TCP", StringComparison.Ordinal)));
        Assert.NotNull(device.PublicAddress);
        Assert.All(_bench.Logins.Asked, asked => Assert.Equal((_bench.Settings.Endpoint, null), asked));
    }

    [Fact]
    public async Task Network_WhoMayLogInIsNotKnown_NothingIsMade()
    {
        _bench.Logins.Error = new EdgeException("LoginOriginUnknown", ErrorKind.InvalidInput, "Nobody knows.");

        var refused = Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(DriverBench.Own(), Token)).Error;
        var early = await Assert.ThrowsAsync<EdgeException>(() => CheckAsync(DriverBench.Own().Keys));

        Assert.Equal(("LoginOriginUnknown", "LoginOriginUnknown"), (refused.Code, early.Code));
        Assert.Equal(0, _bench.Writes);
        Assert.Empty(await CheckAsync(DriverBench.Own(more: ("ssh_from", "198.51.100.7")).Keys));
        Assert.Empty(await CheckAsync(DriverBench.Request().Keys));
    }

    private Task<IReadOnlyList<OrderProblem>> CheckAsync(IReadOnlyDictionary<string, string> keys) => Driver.CheckOrdersAsync([new PlannedOrder("node1", keys, IsUnderWay: false)], Token);

    [Fact]
    public async Task Admit_FromAnotherAddress_AddsARuleAndTakesNoneAway()
    {
        await _bench.RunAsync(DriverBench.Own());
        _bench.Logins.Own = "203.0.113.4/32";

        await Driver.AdmitCallerAsync("p-1", Token);
        var writes = _bench.Writes;
        await _bench.Open(_bench.Settings).AdmitCallerAsync("p-1", Token);
        await Driver.AdmitCallerAsync("p-2", Token);

        Assert.Equal(writes, _bench.Writes);
        Assert.Equal(["127.0.0.1/32, TCP, from port: 22, to port: 22", "203.0.113.4/32, TCP, from port: 22, to port: 22"], _bench.LetIn().Where(r => r.Contains("TCP", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Admit_WhereTheDescriptorSaysWhoMayLogIn_ChangesNothing()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, ("ssh_from", "198.51.100.7")));
        var writes = _bench.Writes;

        await _bench.Open(_bench.Settings).AdmitCallerAsync("p-1", Token);

        Assert.Equal(writes, _bench.Writes);
        Assert.Empty(_bench.Logins.Asked);
    }

    [Fact]
    public async Task Network_WhatIsOpened_IsLetInFromWhereItSays()
    {
        await _bench.RunAsync(DriverBench.Own("node1", 1, ("ssh_from", "198.51.100.7"), ("open", "tcp/443,udp/5000-5010 from 203.0.113.0/24,icmp")));

        Assert.Equal(
            [
                "0.0.0.0/0, ICMP, from port: -1, to port: -1", "0.0.0.0/0, TCP, from port: 443, to port: 443", "198.51.100.7/32, TCP, from port: 22, to port: 22",
                "203.0.113.0/24, UDP, from port: 5000, to port: 5010",
            ],
            _bench.LetIn().Where(r => !r.StartsWith("sg-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Network_HostsOfSeveralZonesWhileReadsLag_AreInOne()
    {
        _bench.Emulator.Conditions.Lag = TimeSpan.FromMilliseconds(400);

        var made = await Task.WhenAll(new[] { "a", "b", "c" }.Select(letter => Driver.CreateDeviceAsync(DriverBench.Own($"node-{letter}", 1, ("availabilityzone", $"eu-central-1{letter}")), Token)));

        Assert.All(made, result => Assert.IsType<CreateResult.Created>(result));
        Assert.Equal([1, 3, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Fact]
    public async Task LocalZone_OptedIn_HasASubnetOfItsOwnBesideTheRegions()
    {
        var notYet = Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(DriverBench.Own("node1", 1, ("availabilityzone", "eu-central-1-ham-1a")), Token)).Error;
        Assert.Contains("modify-availability-zone-group --region eu-central-1 --group-name eu-central-1-ham-1 ", notYet.RecommendedAction!, StringComparison.Ordinal);
        await _bench.OptInAsync("eu-central-1-ham-1");

        var edge = await _bench.RunAsync(DriverBench.Own("node1", 1, ("availabilityzone", "eu-central-1-ham-1a"), ("instancetype", "t3.medium")));
        var region = await _bench.RunAsync(DriverBench.Own("node2", 1, ("availabilityzone", "eu-central-1a")));

        Assert.Equal(("eu-central-1-ham-1a", region.PrivateNetwork), (edge.Location, edge.PrivateNetwork));
        Assert.NotNull(edge.PublicAddress);
        Assert.Equal([1, 2, 1, 1, 1, 1, 0], _bench.Counts());
    }

    [Theory]
    [InlineData("DescribeVpcs")]
    [InlineData("DescribeInternetGateways")]
    [InlineData("DescribeSubnets")]
    [InlineData("DescribeSecurityGroups")]
    public async Task RemoveSurroundings_WithoutTheRightToLook_SaysSoAndDoesNotClaimToBeDone(string action)
    {
        var machine = await _bench.RunAsync(DriverBench.Own("node1", 1, s_from));
        await Driver.DeleteDeviceAsync(machine.Id, Token);
        await _bench.GoneAsync(machine.Id);
        _bench.Fail(action, FaultKind.Status, 403, "UnauthorizedOperation", times: 0);

        var error = await Assert.ThrowsAnyAsync<EdgeException>(async () =>
        {
            for (var pass = 0; pass < 1500 && !await Driver.RemoveSurroundingsAsync("p-1", Token); pass++)
                await Task.Delay(20, Token);
        });

        Assert.Equal("ProviderNotAuthorized", error.Code);
        Assert.Contains("what is left of the network of provision p-1", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, _bench.Counts()[0]);
    }

    [Theory]
    [InlineData("DescribeCarrierGateways", 403, "UnauthorizedOperation")]
    [InlineData("DescribeCarrierGateways", 400, "UnsupportedOperation")]
    [InlineData("DescribeKeyPairs", 403, "UnauthorizedOperation")]
    public async Task RemoveSurroundings_WithoutSightOfWhatCannotHaveBeenMade_IsDoneAllTheSame(string action, int status, string code)
    {
        _bench.Fail(action, FaultKind.Status, status, code, times: 0);
        await Driver.DeleteDeviceAsync((await _bench.RunAsync(DriverBench.Own("node1", 1, s_from))).Id, Token);

        for (var pass = 0; pass < 1500 && !await Driver.RemoveSurroundingsAsync("p-1", Token); pass++)
            await Task.Delay(50, Token);

        Assert.Equal([0, 0, 0, 0, 0, 0, 0], _bench.Counts());
    }

    [Fact]
    public async Task RemoveSurroundings_OfAServiceThatIgnoresFilters_TouchesNothingOfSomebodyElse()
    {
        await Driver.DeleteDeviceAsync((await _bench.RunAsync(DriverBench.Own())).Id, Token);
        var before = _bench.Counts();
        _bench.Emulator.Conditions.IgnoresFilters = true;

        Assert.True(await Driver.RemoveSurroundingsAsync("p-2", Token));
        Assert.Equal(before, _bench.Counts());
    }

    [Fact]
    public async Task WavelengthZone_HasACarriersAddressAndAllOfItGoes()
    {
        await _bench.OptInAsync("eu-central-1-wl1");
        var zone = ("availabilityzone", "eu-central-1-wl1-ber-wlz-1");

        var edge = await _bench.RunAsync(DriverBench.Own("node1", 1, zone, ("instancetype", "t3.medium")));
        Assert.Equal([1, 1, 0, 1, 1, 1, 1], _bench.Counts());
        // Whoever names no zone does not follow it there, although the type is to be had.
        var region = await _bench.RunAsync(DriverBench.Own("node2", 1, ("instancetype", "t3.medium")));

        Assert.Equal(("eu-central-1-wl1-ber-wlz-1", region.PrivateNetwork), (edge.Location, edge.PrivateNetwork));
        Assert.Equal(_bench.Room.Find(edge.Id)!.PublicAddress, edge.PublicAddress);
        Assert.Equal([1, 2, 1, 2, 1, 1, 1], _bench.Counts());
        Assert.Equal(1, await _bench.CarrierRoutesAsync());

        // A virtual machine's address there is the carrier's, too.
        var request = new ReservationRequest("p-1", "p-1/net/public/0", 1, new Dictionary<string, string> { [zone.Item1] = zone.Item2 });
        var block = Assert.IsType<ReserveResult.Created>(await Driver.Addresses!.ReserveAsync(request, null, Token)).Reservation;
        var led = await Driver.Addresses.AssignAsync(block, block.Network, edge.Id, Token);
        Assert.Equal(edge.Id, (await Driver.Addresses.GetAsync(block.Id, Token))!.Addresses[0].Assignment!.DeviceId);
        await Driver.Addresses.UnassignAsync(led, Token);
        await Driver.Addresses.ReleaseAsync(block.Id, Token);
        Assert.Null(await Driver.Addresses.GetAsync(block.Id, Token));

        foreach (var device in await Driver.ListDevicesAsync("p-1", Token))
            await Driver.DeleteDeviceAsync(device.Id, Token);
        for (var pass = 0; pass < 1500 && !await Driver.RemoveSurroundingsAsync("p-1", Token); pass++)
            await Task.Delay(50, Token);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0], _bench.Counts());
    }
}

using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>An elastic address of the user's own that a descriptor gives to a host (<c>elasticip</c>).</summary>
public sealed class GivenAddressTests : IAsyncDisposable
{
    private readonly DriverBench _bench = new();

    private static CancellationToken Token => DriverBench.Token;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Equip_ByAddressOrId_MakesItTheHostsOwn(bool byAddress)
    {
        var given = await RentAsync();
        var request = DriverBench.Request("node1", 1, ("elasticip", byAddress ? given.Network : given.Id));
        var device = await _bench.RunAsync(request);
        _bench.Fail("AssociateAddress", FaultKind.LostAnswer);

        var equipped = await _bench.Driver.EquipDeviceAsync(device, request, Token);
        var again = await _bench.Driver.EquipDeviceAsync(device, request, Token);

        Assert.Equal((given.Network, given.Network), (equipped.PublicAddress, again.PublicAddress));
        Assert.Equal(given.Network, (await _bench.Driver.GetDeviceAsync(device.Id, Token))!.PublicAddress);

        // It is the user's: the machine goes, and it stays.
        await _bench.Driver.DeleteDeviceAsync(device.Id, Token);
        Assert.NotNull(await _bench.Driver.Addresses!.GetAsync(given.Id, Token));
    }

    [Fact]
    public async Task Equip_WithoutOne_ChangesNothing()
    {
        var device = await _bench.RunAsync();
        var calls = _bench.Trace.Count;

        Assert.Equal(device, await _bench.Driver.EquipDeviceAsync(device, DriverBench.Request(), Token));
        Assert.Equal(calls, _bench.Trace.Count);
    }

    [Fact]
    public async Task Create_AddressThatThereIsNot_IsRefusedBeforeAnythingIsOrdered()
    {
        var refused = Assert.IsType<CreateResult.Refused>(await _bench.Driver.CreateDeviceAsync(DriverBench.Request("node1", 1, ("elasticip", "203.0.113.77")), Token)).Error;

        Assert.Equal(("ProviderRefused", ErrorKind.NotFound), (refused.Code, refused.Kind));
        Assert.Contains("203.0.113.77", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Emulator.Ledger.Entries);
    }

    [Fact]
    public async Task Create_AddressThatAnotherHostHas_IsRefusedBeforeAnythingIsOrdered()
    {
        var given = await RentAsync();
        var first = await _bench.RunAsync(DriverBench.Request("node1", 1, ("elasticip", given.Network)));
        await _bench.Driver.EquipDeviceAsync(first, DriverBench.Request("node1", 1, ("elasticip", given.Network)), Token);

        var refused = Assert.IsType<CreateResult.Refused>(await _bench.Driver.CreateDeviceAsync(DriverBench.Request("node2", 1, ("elasticip", given.Network)), Token)).Error;

        Assert.Equal("AddressTaken", refused.Code);
        Assert.Contains(first.Id, refused.Message, StringComparison.Ordinal);
        Assert.Single(_bench.Emulator.Ledger.Entries, e => e.Kind == "instance");
    }

    [Fact]
    public async Task CheckOrders_OfAddressesThatCannotBeHad_TellsWhoseAndWhy()
    {
        var (free, taken) = (await RentAsync(), await RentAsync());
        await _bench.Driver.EquipDeviceAsync(await _bench.RunAsync(), DriverBench.Request("node1", 1, ("elasticip", taken.Id)), Token);
        var writes = _bench.Writes;

        var problems = await _bench.Driver.CheckOrdersAsync(
        [
            Order("first", ("elasticip", free.Network)), Order("second", ("elasticip", free.Id)), Order("third", ("elasticip", taken.Network)),
            Order("fourth", ("elasticip", "203.0.113.77")), Order("fifth"), Order("sixth", ("elasticip", "")),
        ], Token);

        Assert.Equal(["second AddressNamedTwice", "third AddressTaken", "fourth ProviderRefused"], problems.Select(p => $"{p.Host} {p.Error.Code}"));
        Assert.All(problems, p => Assert.Equal("elasticip", p.Key));
        Assert.Contains("'first' and 'second'", problems[0].Error.Message, StringComparison.Ordinal);
        Assert.Equal(writes, _bench.Writes);
    }

    [Theory]
    [InlineData("p-1")]
    [InlineData("another")]
    public async Task CheckOrders_OfAnAddressThatWasRentedForAProvision_NamesIt(string owner)
    {
        var rented = Assert.IsType<ReserveResult.Created>(await _bench.Driver.Addresses!.ReserveAsync(
            new ReservationRequest(owner, owner + "/ip/node9/0", 1, new Dictionary<string, string>()), null, Token)).Reservation;

        var problem = Assert.Single(await _bench.Driver.CheckOrdersAsync([Order("node1", ("elasticip", rented.Network)) with { IsUnderWay = true }], Token));
        var refused = Assert.IsType<CreateResult.Refused>(await _bench.Driver.CreateDeviceAsync(DriverBench.Request("node1", 1, ("elasticip", rented.Id)), Token)).Error;

        Assert.Equal(("elasticip", "AddressTaken", "AddressTaken"), (problem.Key, problem.Error.Code, refused.Code));
        Assert.Contains($"virtual machines of provision {owner},", problem.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_bench.Emulator.Ledger.Entries, e => e.Kind == "instance");
    }

    [Fact]
    public async Task CheckOrders_OfAMachineThatMayBeOrderedAlready_LetsItHaveItsAddress()
    {
        var given = await RentAsync();
        await _bench.Driver.EquipDeviceAsync(await _bench.RunAsync(), DriverBench.Request("node1", 1, ("elasticip", given.Id)), Token);

        Assert.Empty(await _bench.Driver.CheckOrdersAsync([Order("node1", ("elasticip", given.Id)) with { IsUnderWay = true }], Token));
    }

    [Fact]
    public async Task CheckOrders_OfAnAddressOfOtherZones_NamesBothGroups()
    {
        var given = await RentAsync();

        var problem = Assert.Single(await _bench.Driver.CheckOrdersAsync([Order("node1", ("elasticip", given.Id), ("availabilityzone", "eu-central-1-ham-1a"))], Token));

        Assert.Equal("AddressElsewhere", problem.Error.Code);
        Assert.Contains("group eu-central-1, and the zone eu-central-1-ham-1a is of eu-central-1-ham-1", problem.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckOrders_OfOnePrivateAddressForTwo_TellsBoth()
    {
        var problem = Assert.Single(await _bench.Driver.CheckOrdersAsync([Order("a", ("privateip", "172.31.0.9")), Order("b", ("privateip", "172.31.0.9")), Order("c", ("privateip", "172.31.0.9"), ("subnetid", "subnet-1"))], Token));

        Assert.Equal(("b", "privateip", "AddressNamedTwice"), (problem.Host, problem.Key, problem.Error.Code));
    }

    private static PlannedOrder Order(string host, params (string Key, string Value)[] keys) => new(host, DriverBench.Request(host, 1, keys).Keys, IsUnderWay: false);

    /// <summary>One of the user's own.</summary>
    private async Task<(string Network, string Id)> RentAsync()
    {
        using var client = _bench.Another();
        var made = await client.AllocateAddressAsync(new AllocateAddressRequest(), Token);
        return (made.PublicIp, made.AllocationId);
    }
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Tests.Contract;

namespace EdgeProvision.Sandbox.Tests.Ec2;

/// <summary>The contract for addresses at EC2, and what only this service has.</summary>
public sealed class ElasticAddressContractTests : AddressContract
{
    private readonly Ec2AddressBench _bench;

    public ElasticAddressContractTests()
        : this(new Ec2AddressBench())
    {
    }

    private ElasticAddressContractTests(Ec2AddressBench bench)
        : base(bench) => _bench = bench;

    private static CancellationToken Token => DriverBench.Token;

    private IAddressDriver Addresses => _bench.Driver.Addresses!;

    [Fact]
    public async Task Assign_Address_ArrivesAtAFurtherPrivateAddressThatIsUsedAgain()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync("p-1/net/public/0", 1);

        var made = await Addresses.AssignAsync(block, block.Network, node.Id, Token);
        await Addresses.UnassignAsync(made, Token);
        var again = await Addresses.AssignAsync(await ReadAsync(), block.Network, node.Id, Token);

        Assert.NotEqual(block.Network, made.InnerAddress);
        Assert.NotEqual(node.PrivateAddress, made.InnerAddress);
        Assert.Equal(made.InnerAddress, again.InnerAddress);
        Assert.NotEqual(made.Id, again.Id);
        Assert.False(block.IsContiguous);
    }

    [Fact]
    public async Task Everything_ReadsThatLagBehind_IsDoneOnce()
    {
        var (node1, node2) = (await _bench.RunAsync("node1"), await _bench.RunAsync("node2"));
        _bench.Emulator.Conditions.Lag = TimeSpan.FromMilliseconds(400);

        var block = await EnsureAsync("p-1/net/public/0", 3);
        var first = await Addresses.AssignAsync(block, block.Network, node1.Id, Token);
        var second = await Addresses.AssignAsync(block, block.Addresses[1].Address, node1.Id, Token);
        var moved = await Addresses.AssignAsync(block, block.Network, node2.Id, Token);

        await Task.Delay(600, Token);
        var read = await ReadAsync();
        Assert.NotEqual(first.InnerAddress, second.InnerAddress);
        Assert.Equal([moved, second, null], read.Addresses.Select(a => a.Assignment));
        Assert.Equal(3, _bench.Ledger.Entries.Count(e => e.Kind == "address"));
    }

    [Fact]
    public async Task Ensure_SomeOfTheBlockThere_BuysTheRest()
    {
        await EnsureAsync("p-1/net/public/0", 1);

        var block = await EnsureAsync("p-1/net/public/0", 3);

        Assert.Equal(3, block.Size);
        Assert.Equal(3, _bench.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Reserve_ForAZone_IsInTheGroupOfThatZone()
    {
        Assert.IsType<ReserveResult.Refused>(await ReserveAsync("availabilityzone", "eu-central-1-ham-1a"));
        await _bench.OptInAsync("eu-central-1-ham-1");
        var region = await ReserveAsync("availabilityzone", "eu-central-1b");
        var local = await ReserveAsync("availabilityzone", "eu-central-1-ham-1a");
        var named = await ReserveAsync("networkbordergroup", "eu-central-1-ham-1");

        Assert.Equal("eu-central-1", Assert.IsType<ReserveResult.Created>(region).Reservation.Location);
        Assert.Equal("eu-central-1-ham-1", Assert.IsType<ReserveResult.Created>(local).Reservation.Location);
        Assert.Equal("eu-central-1-ham-1", Assert.IsType<ReserveResult.Created>(named).Reservation.Location);
        Assert.Equal("ProviderRefused", Assert.IsType<ReserveResult.Refused>(await ReserveAsync("availabilityzone", "eu-central-1z")).Error.Code);
    }

    [Fact]
    public async Task Assign_MachineWithoutRoomForAnother_IsALimit()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync("p-1/net/public/0", 1);
        _bench.FailPrivateAddresses("PrivateIpAddressLimitExceeded");

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => Addresses.AssignAsync(block, block.Network, node.Id, Token));

        Assert.Equal(ErrorKind.LimitReached, error.Kind);
        Assert.Null((await ReadAsync()).Addresses[0].Assignment);
    }

    private Task<ReserveResult> ReserveAsync(string key, string value) =>
        Addresses.ReserveAsync(new ReservationRequest("p-1", $"p-1/net/{value}/{key.Length}", 1, new Dictionary<string, string> { [key] = value }), null, Token);
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Tests.Contract;
using EdgeProvision.Sandbox.Tests.Ec2;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>The contract for addresses at Packet, and what only this service has.</summary>
public sealed class PacketAddressContractTests : AddressContract
{
    private readonly PacketAddressBench _bench;

    public PacketAddressContractTests()
        : this(new PacketAddressBench())
    {
    }

    private PacketAddressContractTests(PacketAddressBench bench)
        : base(bench) => _bench = bench;

    private static CancellationToken Token => DriverBench.Token;

    private IAddressDriver Addresses => _bench.Driver.Addresses!;

    [Fact]
    public async Task Ensure_OrderAwaitsApproval_IsSaidAndNoOtherIsBought()
    {
        await _bench.OrderPatientlyAsync("p-1/net/public/0", 32);

        var standing = Assert.Single(await Addresses.ListAsync("p-1", Token));
        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => EnsureAsync("p-1/net/public/0", 32, new PaperClaim(isOpen: true)));

        Assert.Equal((ReservationState.AwaitingApproval, 32, ""), (standing.State, standing.Size, standing.Network));
        Assert.Empty(standing.Addresses);
        Assert.Equal(("AddressesAwaitApproval", ErrorKind.LimitReached), (error.Code, error.Kind));
        Assert.Contains(standing.Id, error.Message, StringComparison.Ordinal);
        Assert.Empty(_bench.Ledger.Entries);
        await Addresses.ReleaseAsync(standing.Id, Token);
        Assert.Empty(await Addresses.ListAsync("p-1", Token));
    }

    [Fact]
    public async Task Ensure_SmallerBlockOfTheKey_IsRefusedBecauseItCannotGrow()
    {
        await EnsureAsync("p-1/net/public/0", 2);

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => EnsureAsync("p-1/net/public/0", 4));

        Assert.Equal("AddressBlockSmaller", error.Code);
        Assert.Single(_bench.Ledger.Entries);
    }

    [Fact]
    public async Task Reserve_GlobalOrByMetro_IsWhatTheServiceMakes()
    {
        var request = new ReservationRequest("p-1", "p-1/net/public/0", 1, new Dictionary<string, string>());
        Assert.Equal("AddressRequestInvalid", Assert.ThrowsAny<EdgeException>(() => Addresses.Check(request)).Code);
        Assert.Equal("AddressRequestInvalid", Assert.ThrowsAny<EdgeException>(() => Addresses.Check(_bench.Request("p-1/net/public/0", 3))).Code);

        var global = Assert.IsType<ReserveResult.Created>(await Addresses.ReserveAsync(request with { Type = "global_ipv4" }, null, Token)).Reservation;
        var metro = Assert.IsType<ReserveResult.Created>(await Addresses.ReserveAsync(
            request with { EdgeKey = "p-1/net/public/1", Keys = new Dictionary<string, string> { ["metro"] = "am" } }, null, Token)).Reservation;

        Assert.Equal(("global_ipv4", null), (global.Type, global.Location));
        Assert.Equal("public_ipv4", metro.Type);
        Assert.StartsWith("am", metro.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assign_Address_IsRoutedToTheMachineAndArrivesAsItIs()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync("p-1/net/public/0", 2);

        var made = await Addresses.AssignAsync(block, block.Addresses[1].Address, node.Id, Token);

        Assert.Equal(block.Addresses[1].Address, made.InnerAddress);

        // The service answers before its routers have it.
        var routed = block.Addresses[1].Address + "/32";
        for (var step = 0; step < 1500 && !_bench.Router.Routes.ContainsKey(routed); step++)
            await Task.Delay(20, Token);
        Assert.Equal(node.Id, _bench.Router.Routes.GetValueOrDefault(routed));
    }

    [Fact]
    public async Task List_AssignedAddresses_IsOneRequest()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync("p-1/net/public/0", 4);
        foreach (var address in block.Addresses)
            await Addresses.AssignAsync(block, address.Address, node.Id, Token);
        _bench.Trace.Clear();

        Assert.All((await ReadAsync()).Addresses, a => Assert.Equal(node.Id, a.Assignment!.DeviceId));

        Assert.Single(_bench.Trace);
    }
}

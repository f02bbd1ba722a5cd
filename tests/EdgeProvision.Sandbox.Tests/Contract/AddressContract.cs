using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Tests.Ec2;

namespace EdgeProvision.Sandbox.Tests.Contract;

/// <summary>What every driver with public addresses does, with its emulator: found by key, bought once, led where it is wanted, given back.</summary>
public abstract class AddressContract : IAsyncDisposable
{
    private const string Key = "p-1/net/public/0";
    private readonly IAddressBench _bench;

    private protected AddressContract(IAddressBench bench) => _bench = bench;

    private static CancellationToken Token => DriverBench.Token;

    private IAddressDriver Addresses => _bench.Driver.Addresses!;

    private IEnumerable<string> Bought => _bench.Ledger.Entries.Where(e => e.Kind.StartsWith("address", StringComparison.Ordinal)).Select(e => e.Id);

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Ensure_NothingThere_BuysABlockThatIsFoundByItsKey()
    {
        var claim = new PaperClaim();

        var block = await EnsureAsync(Key, 4, claim);

        Assert.Equal((Key, 4, ReservationState.Ready, Addresses.Types[0]), (block.EdgeKey, block.Size, block.State, block.Type));
        Assert.Equal(4, block.Addresses.Select(a => a.Address).Distinct().Count());
        Assert.Equal(block.Network, block.Addresses[0].Address);
        Assert.All(block.Addresses, a => Assert.Null(a.Assignment));
        Assert.NotNull(block.Location);
        Assert.False(claim.IsOpen);
        var listed = Assert.Single(await Addresses.ListAsync("p-1", Token));
        Assert.Equal((block.Id, block.EdgeKey, block.Size), (listed.Id, listed.EdgeKey, listed.Size));
        Assert.Equal(block.Addresses.Select(a => a.Address), listed.Addresses.Select(a => a.Address));
        Assert.Equal(listed.Addresses.Select(a => a.Address), (await Addresses.GetAsync(block.Id, Token))!.Addresses.Select(a => a.Address));
        Assert.Empty(await Addresses.ListAsync("p-2", Token));
    }

    [Fact]
    public async Task Ensure_BlockThere_BuysNothing()
    {
        var first = await EnsureAsync(Key, 2);
        var bought = Bought.Count();

        var again = await EnsureAsync(Key, 2);
        var other = await EnsureAsync("p-1/net/public/1", 1);

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Id);
        Assert.Equal(bought + 1, Bought.Count());
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.Truncate)]
    public async Task Ensure_AnswerLost_FindsWhatWasBought(FaultKind kind)
    {
        _bench.FailOrders(kind);

        await EnsureAsync(Key, 1);

        Assert.Single(Bought);
    }

    [Fact]
    public async Task Ensure_OrderOfAKilledRunStillUnderWay_IsAwaited()
    {
        // The connection goes, and the service does it half a second later: no list shows it at first.
        _bench.FailOrders(FaultKind.LateAction);
        Assert.IsType<ReserveResult.Unanswered>(await Addresses.ReserveAsync(_bench.Request(Key, 1), null, Token));
        Assert.Empty(await Addresses.ListAsync("p-1", Token));
        var claim = new PaperClaim(isOpen: true);

        await EnsureAsync(Key, 1, claim);

        Assert.Single(Bought);
        Assert.Equal((false, 0), (claim.IsOpen, claim.Opened));
    }

    [Fact]
    public async Task Ensure_ClaimOpenAndNothingComes_BuysAfterTheSettleWindow()
    {
        await EnsureAsync(Key, 1, new PaperClaim(isOpen: true));

        Assert.Single(Bought);
    }

    [Fact]
    public async Task Reserve_BeyondTheQuota_IsRefusedAsALimitAndBuysNothing()
    {
        while (Bought.Count() < _bench.Quota)
            await EnsureAsync($"p-1/net/public/{Bought.Count()}", 1);
        var claim = new PaperClaim();

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => EnsureAsync("p-1/net/more/0", 1, claim));

        Assert.Equal(("ProviderRefused", ErrorKind.LimitReached), (error.Code, error.Kind));
        Assert.Equal(_bench.Quota, Bought.Count());
        Assert.False(claim.IsOpen);
    }

    [Fact]
    public async Task Reserve_RequestLimit_WasNotSentAndSaysHowLongToWait()
    {
        _bench.LimitOrders();

        var error = Assert.IsType<ReserveResult.NotSent>(await Addresses.ReserveAsync(_bench.Request(Key, 1), null, Token)).Error;

        Assert.Equal(("ProviderRateLimited", true), (error.Code, error.IsTransient));
        Assert.NotNull(error.RetryAfter);
        Assert.Empty(Bought);
    }

    [Fact]
    public async Task Reserve_ServiceFailure_ProvesNothing()
    {
        _bench.FailOrders(FaultKind.Status);

        Assert.IsType<ReserveResult.Unanswered>(await Addresses.ReserveAsync(_bench.Request(Key, 1), null, Token));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(100_000, null)]
    [InlineData(1, "carrier_pigeon")]
    public async Task Ensure_WhatNoBlockIs_IsRefusedBeforeAnythingIsWrittenOrSent(int count, string? type)
    {
        var claim = new PaperClaim();

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => AddressKeeper.EnsureAsync(
            _bench.Driver, _bench.Request(Key, count) with { Type = type }, claim, TimeProvider.System, _ => { }, Token));

        Assert.Equal("AddressRequestInvalid", error.Code);
        Assert.Equal((0, 0), (claim.Opened, _bench.Writes));
    }

    [Fact]
    public async Task Assign_AddressToAMachine_LeadsThereAndOnlyThere()
    {
        var (node1, node2) = (await _bench.RunAsync("node1"), await _bench.RunAsync("node2"));
        var block = await EnsureAsync(Key, 2);
        var address = block.Addresses[1].Address;

        var made = await Addresses.AssignAsync(block, address, node1.Id, Token);
        Assert.Equal(node1.Id, made.DeviceId);
        Assert.Equal(made, (await ReadAsync()).Find(address)!.Assignment);

        // Asked for again, by somebody who knows and by somebody who has looked before: nothing changes.
        var writes = _bench.Writes;
        Assert.Equal(made, await Addresses.AssignAsync(await ReadAsync(), address, node1.Id, Token));
        Assert.Equal(writes, _bench.Writes);
        Assert.Equal(made, await Addresses.AssignAsync(block, address, node1.Id, Token));

        var moved = await Addresses.AssignAsync(await ReadAsync(), address, node2.Id, Token);
        Assert.Equal(node2.Id, moved.DeviceId);
        Assert.Equal(moved, (await ReadAsync()).Find(address)!.Assignment);
        Assert.Null((await ReadAsync()).Addresses[0].Assignment);

        // The former assignment is over, and ending it again does not touch the new one.
        await Addresses.UnassignAsync(made, Token);
        Assert.Equal(node2.Id, (await ReadAsync()).Find(address)!.Assignment!.DeviceId);
        await Addresses.UnassignAsync(moved, Token);
        await Addresses.UnassignAsync(moved, Token);
        Assert.Null((await ReadAsync()).Find(address)!.Assignment);
    }

    [Fact]
    public async Task Assign_SeveralToOneMachine_ArriveApart()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync(Key, 4);

        var made = await Task.WhenAll(block.Addresses.Take(3).Select(a => Addresses.AssignAsync(block, a.Address, node.Id, Token)));

        Assert.Equal(3, made.Select(a => a.InnerAddress).Distinct().Count());
        Assert.DoesNotContain(node.PrivateAddress, made.Select(a => a.InnerAddress));
        var read = await ReadAsync();
        Assert.Equal(made, read.Addresses.Take(3).Select(a => a.Assignment));
        Assert.Null(read.Addresses[3].Assignment);
        Assert.Equal(node.PublicAddress, (await _bench.Driver.GetDeviceAsync(node.Id, Token))!.PublicAddress);
    }

    [Fact]
    public async Task Assign_AnswersLost_IsDoneOnce()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync(Key, 1);
        _bench.FailAssigning(FaultKind.LostAnswer, times: 2);

        var made = await Addresses.AssignAsync(block, block.Network, node.Id, Token);

        Assert.Equal(made, (await ReadAsync()).Addresses[0].Assignment);
    }

    [Fact]
    public async Task Assign_AddressOfAnotherBlock_IsAnErrorThatNamesWhatThereIs()
    {
        var block = await EnsureAsync(Key, 1);

        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => Addresses.AssignAsync(block, "192.0.2.1", "machine", Token));

        Assert.Equal("AddressNotFound", error.Code);
        Assert.Contains(block.Network, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Release_AssignedBlock_IsRefusedByTheServiceAndDoneByTheKeeper()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync(Key, 2);
        await Addresses.AssignAsync(block, block.Network, node.Id, Token);

        await Assert.ThrowsAnyAsync<EdgeException>(() => Addresses.ReleaseAsync(block.Id, Token));
        await AddressKeeper.ReleaseAsync(Addresses, await ReadAsync(), Token);

        Assert.Empty(await Addresses.ListAsync("p-1", Token));
        Assert.Null(await Addresses.GetAsync(block.Id, Token));
        await Addresses.ReleaseAsync(block.Id, Token);
        Assert.All(_bench.Ledger.Entries.Where(e => Bought.Contains(e.Id)), e => Assert.NotNull(e.ReleasedAt));
    }

    [Fact]
    public async Task Addresses_OfAMachineThatGoes_LeadNowhereAndStay()
    {
        var node = await _bench.RunAsync("node1");
        var block = await EnsureAsync(Key, 1);
        await Addresses.AssignAsync(block, block.Network, node.Id, Token);

        await _bench.Driver.DeleteDeviceAsync(node.Id, Token);

        for (var step = 0; step < 1500 && (await ReadAsync()).Addresses[0].Assignment is not null; step++)
            await Task.Delay(20, Token);
        Assert.Null((await ReadAsync()).Addresses[0].Assignment);
    }

    private protected async Task<AddressReservation> ReadAsync() => AddressKeeper.Find(await Addresses.ListAsync("p-1", Token), Key)!;

    private protected Task<AddressReservation> EnsureAsync(string key, int count, PaperClaim? claim = null) =>
        AddressKeeper.EnsureAsync(_bench.Driver, _bench.Request(key, count), claim ?? new PaperClaim(), TimeProvider.System, _ => { }, Token);
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>What every driver of a service that rents machines does beside that: nothing is paid for twice, and every answer proves what it says.</summary>
public abstract partial class RentedMachineContract : MachineContract
{
    private readonly RentingBench _bench;

    private protected RentedMachineContract(RentingBench bench)
        : base(bench) => _bench = bench;

    [Fact]
    public async Task Create_Machine_IsMadeAsOrderedAndPaidUntilItIsGone()
    {
        var device = await RunAsync("node1");

        Assert.True(Driver.MakesMachines);
        Assert.Equal(MachineBench.SettleWindow, Driver.SettleWindow);
        Assert.InRange(device.CreatedAt, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.InRange(Driver.ServiceTime!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.NotNull(device.PrivateAddress);
        Assert.NotNull(device.Location);
        Assert.NotNull(device.Hardware);
        var order = Assert.Single(_bench.Room.Orders);
        Assert.Equal((device.Id, "node1"), (order.Id, order.Hostname));
        Assert.Equal([_bench.Order("node1").SshPublicKey], order.AuthorizedKeys);
        Assert.Contains($"edge-key={device.EdgeKey}", Assert.Single(_bench.Ledger.Entries).Tags);

        await Driver.DeleteDeviceAsync(device.Id, Token);
        await GoneAsync(device.Id);

        Assert.Empty(_bench.Room.List());
        Assert.NotNull(Assert.Single(_bench.Ledger.Entries).GoneAt);
        Assert.Equal(_bench.Offer.Preparations + 2, _bench.Writes);
    }

    [Fact]
    public async Task Create_NextAttempt_IsAnotherMachine()
    {
        var first = await CreateAsync("node1");
        await Driver.DeleteDeviceAsync(first.Id, Token);
        await GoneAsync(first.Id);

        var next = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(_bench.Order("node1", attempt: 2), Token)).Device;

        Assert.NotEqual(first.Id, next.Id);
        Assert.Equal(2, _bench.Ledger.Entries.Count);
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.Truncate)]
    [InlineData(FaultKind.LateAnswer)]
    [InlineData(FaultKind.LateAction)]
    public async Task Create_AnswerLost_IsOneMachineThatShowsByItsKey(FaultKind kind)
    {
        var driver = await _bench.OpenAsync(kind == FaultKind.LateAnswer ? Opening.Persistent : Opening.Again);
        _bench.Fail(BenchCall.Order, kind, delayMs: kind == FaultKind.LateAction ? 300 : 60_000);

        var result = await driver.CreateDeviceAsync(_bench.Order("node1"), Token);

        // With a token it was sent again until it was answered; without, it proves nothing, and the engine looks.
        var made = await ShownAsync("p-1/host/node1");
        if (_bench.Offer.RepeatsOrders)
            Assert.Equal(made.Id, Assert.IsType<CreateResult.Created>(result).Device.Id);
        else
            Assert.True(Assert.IsType<CreateResult.Unanswered>(result).Error.IsTransient || kind == FaultKind.Truncate);
        await Task.Delay(TimeSpan.FromMilliseconds(400), Token);
        Assert.Equal(made.Id, Assert.Single(_bench.Ledger.Entries).Id);
        Assert.Equal(made.Id, Assert.Single(await Driver.ListDevicesAsync(Provision, Token)).Id);
    }

    [Fact]
    public async Task Create_ServiceFailsThroughout_ProvesNothing()
    {
        _bench.Fail(BenchCall.Order, FaultKind.Status, 500, times: 0);

        var error = Assert.IsType<CreateResult.Unanswered>(await Driver.CreateDeviceAsync(_bench.Order("node1"), Token)).Error;

        Assert.Equal(("ProviderUnavailable", true), (error.Code, error.IsTransient));
        AssertHelps(error);
    }

    [Fact]
    public async Task Create_WhereNobodyListens_WasNotSent()
    {
        var driver = await _bench.OpenAsync(Opening.NobodyListens);

        Assert.True(Assert.IsType<CreateResult.NotSent>(await driver.CreateDeviceAsync(_bench.Order("node1"), Token)).Error.IsTransient);
    }

    [Fact]
    public async Task Create_StoppedOnTheWay_StillTakesTheAnswerAndBeforeItSendsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Driver.CreateDeviceAsync(_bench.Order("node2"), new CancellationToken(canceled: true)));
        Assert.Empty(_bench.Ledger.Entries);
        _bench.Fail(BenchCall.Order, FaultKind.LateAnswer, delayMs: 400);
        using var stop = new CancellationTokenSource();

        var order = Driver.CreateDeviceAsync(_bench.Order("node1"), stop.Token);
        for (var step = 0; step < 3000 && _bench.Ledger.Entries.Count == 0; step++)
            await Task.Delay(10, Token);
        await stop.CancelAsync();

        Assert.Equal(Assert.Single(_bench.Ledger.Entries).Id, Assert.IsType<CreateResult.Created>(await order).Device.Id);
    }

    [Fact]
    public async Task CreateAndDelete_WhenTheLockIsLost_ChangeNothingAndSayIt()
    {
        var device = await RunAsync("node1");
        _bench.IsGateClosed = true;

        Assert.Equal("LockLost", (await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.CreateDeviceAsync(_bench.Order("node2"), Token))).Code);
        Assert.Equal("LockLost", (await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.DeleteDeviceAsync(device.Id, Token))).Code);

        Assert.Null(Assert.Single(_bench.Ledger.Entries).ReleasedAt);
    }

    [Theory]
    [InlineData(FaultKind.LostAnswer)]
    [InlineData(FaultKind.LateAction)]
    [InlineData(FaultKind.Status)]
    public async Task Delete_InTrouble_IsRepeatedUntilItIsGone(FaultKind kind)
    {
        var device = await RunAsync("node1");
        _bench.Fail(BenchCall.Release, kind, times: 2, delayMs: 100);

        await Driver.DeleteDeviceAsync(device.Id, Token);

        await GoneAsync(device.Id);
        Assert.Empty(await Driver.ListDevicesAsync(Provision, Token));
    }

    /// <summary>The only machine of a key, once it shows.</summary>
    private async Task<Device> ShownAsync(string key)
    {
        for (var step = 0; step < 1500; step++)
        {
            if ((await Driver.ListDevicesAsync(Provision, Token)).Where(d => d.EdgeKey == key).ToList() is [var device, ..])
                return device;
            await Task.Delay(20, Token);
        }

        throw new TimeoutException($"{key} did not show.");
    }
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

public abstract partial class RentedMachineContract
{
    [Fact]
    public async Task Create_BeyondTheQuota_IsRefusedAsALimit()
    {
        await Task.WhenAll(Enumerable.Range(1, RentingBench.Quota).Select(n => CreateAsync($"node{n}")));

        await RefusedAsync(_bench.Order("node13"), ErrorKind.LimitReached, "node13");

        Assert.Equal(RentingBench.Quota, _bench.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Create_OfWhatIsSoldOut_IsRefusedAsALimit()
    {
        _bench.SellOut();

        await RefusedAsync(_bench.Order("node1"), ErrorKind.LimitReached, "node1");

        Assert.Empty(_bench.Ledger.Entries);
    }

    [Fact]
    public async Task Create_OfWhatNobodyHas_IsRefused()
    {
        await RefusedAsync(_bench.OrderOf(RentingBench.NoSuchHardware), null, RentingBench.NoSuchHardware);

        Assert.Empty(_bench.Ledger.Entries);
    }

    [Fact]
    public async Task Create_RequestLimit_WasNotSentAndSaysHowLongToWait()
    {
        _bench.LimitRequests(BenchCall.Order);

        var error = Assert.IsType<CreateResult.NotSent>(await Driver.CreateDeviceAsync(_bench.Order("node1"), Token)).Error;

        Assert.Equal(("ProviderRateLimited", ErrorKind.LimitReached, true), (error.Code, error.Kind, error.IsTransient));
        Assert.InRange(error.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Empty(_bench.Ledger.Entries);
    }

    [Fact]
    public async Task Create_MachineThatNeverComesUp_IsFailedUntilItIsReleased()
    {
        _bench.FailNext();
        var device = await CreateAsync("node1");

        // Some services take such a machine away at once by themselves.
        var failed = await UntilAsync(device.Id, DeviceState.Pending, DeviceState.Releasing, DeviceState.Failed);
        Assert.Equal("p-1/host/node1", failed.EdgeKey);
        await Driver.DeleteDeviceAsync(device.Id, Token);

        await GoneAsync(device.Id);
        Assert.NotNull(Assert.Single(_bench.Ledger.Entries).ReleasedAt);
    }

    [Fact]
    public async Task Create_ReadsThatLag_IsNeverTakenForGone()
    {
        _bench.Lag(TimeSpan.FromMilliseconds(500));
        var device = await CreateAsync("node1");

        for (var step = 0; step < 15; step++)
        {
            Assert.True(await Driver.GetDeviceAsync(device.Id, Token) is not null || await Driver.IsListedAsync(device.Id, Token));
            await Task.Delay(50, Token);
        }

        await UntilAsync(device.Id, DeviceState.Pending, DeviceState.Active);
        await Driver.DeleteDeviceAsync(device.Id, Token);
        await GoneAsync(device.Id);
        Assert.NotNull(Assert.Single(_bench.Ledger.Entries).GoneAt);
    }

    private async Task RefusedAsync(DeviceRequest order, ErrorKind? kind, string named)
    {
        var error = Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(order, Token)).Error;

        Assert.Equal((kind ?? error.Kind, false), (error.Kind, error.IsTransient));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        AssertHelps(error);
    }
}

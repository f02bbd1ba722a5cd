using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

/// <summary>What a service that knows repeated orders remembers of an attempt: it is that one order's for good.</summary>
public abstract partial class RentedMachineContract
{
    [Fact]
    public async Task Create_AttemptOfAnotherOrder_IsSpentAndWhatThatOneMadeIsFound()
    {
        var first = await CreateAsync("node1");
        var other = _bench.OrderOf(_bench.OtherHardware);

        var result = await Driver.CreateDeviceAsync(other, Token);

        if (await OnlyEverNewAsync(result, other))
            return;
        AssertHelps(Assert.IsType<CreateResult.Spent>(result).Error);
        Assert.Equal(first.Id, (await Driver.FindOrderedAsync(other, Token))?.Id);
        Assert.Null(await Driver.FindOrderedAsync(other with { Attempt = 2 }, Token));
        Assert.Single(_bench.Ledger.Entries);
    }

    [Fact]
    public async Task Create_AttemptWhoseMachineHasEnded_IsSpentAndTheNextIsNot()
    {
        var order = _bench.Order("node1");
        var first = await CreateAsync("node1");
        await Driver.DeleteDeviceAsync(first.Id, Token);
        var ending = await Driver.CreateDeviceAsync(order, Token);
        if (await OnlyEverNewAsync(ending, order))
            return;
        AssertHelps(Assert.IsType<CreateResult.Spent>(ending).Error);
        Assert.Null(await Driver.FindOrderedAsync(order, Token));
        await GoneAsync(first.Id);

        AssertHelps(Assert.IsType<CreateResult.Spent>(await Driver.CreateDeviceAsync(order, Token)).Error);

        Assert.Null(await Driver.FindOrderedAsync(order, Token));
        Assert.NotEqual(first.Id, Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(order with { Attempt = 2 }, Token)).Device.Id);
    }

    [Fact]
    public async Task Create_AttemptThatWasRefused_IsSpentAndTheNextIsNot()
    {
        _bench.SellOut();
        Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(_bench.Order("node1"), Token));
        var other = _bench.OrderOf(_bench.OtherHardware);

        var result = await Driver.CreateDeviceAsync(other, Token);

        Assert.Equal(_bench.Offer.RepeatsOrders, result is CreateResult.Spent);
        Assert.Null(await Driver.FindOrderedAsync(other, Token));
        Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(other with { Attempt = 2 }, Token));
    }

    /// <summary>True for a service that remembers nothing of orders: another machine was made, and none is found by its order.</summary>
    private async Task<bool> OnlyEverNewAsync(CreateResult result, DeviceRequest order)
    {
        if (_bench.Offer.RepeatsOrders)
            return false;
        Assert.IsType<CreateResult.Created>(result);
        Assert.Null(await Driver.FindOrderedAsync(order, Token));
        Assert.Equal(2, _bench.Ledger.Entries.Count);
        return true;
    }
}

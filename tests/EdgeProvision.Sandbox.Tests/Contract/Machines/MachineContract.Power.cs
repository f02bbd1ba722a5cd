using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

public abstract partial class MachineContract
{
    [Fact]
    public async Task Power_EveryAction_DoesWhatItSaysAndShowsTheWay()
    {
        var device = await RunAsync("node1");
        if (!Offer.HasPower)
        {
            await AssertHasNoPowerAsync(device);
            return;
        }

        var id = _bench.InRoom(device);
        Driver.CheckPower(device.Id);
        DeviceState[] off = [DeviceState.Active, DeviceState.Stopping, DeviceState.Inactive];
        DeviceState[] on = [DeviceState.Inactive, DeviceState.Pending, DeviceState.Active];

        // Asked for what is so already, nothing happens: after a lost answer nobody knows. Off at once and on again is what a reset is made of.
        await Driver.PowerAsync(device.Id, PowerAction.Off, Token);
        await UntilAsync(device.Id, off);
        Assert.False(_bench.Room.IsOn(id));
        await Driver.PowerAsync(device.Id, PowerAction.Off, Token);
        await Driver.PowerAsync(device.Id, PowerAction.On, Token);
        var again = await UntilAsync(device.Id, on);
        Assert.Equal((device.Id, device.EdgeKey, device.CreatedAt), (again.Id, again.EdgeKey, again.CreatedAt));
        await Driver.PowerAsync(device.Id, PowerAction.On, Token);
        await Driver.PowerAsync(device.Id, PowerAction.ForceOff, Token);
        await UntilAsync(device.Id, off);
        await Driver.PowerAsync(device.Id, PowerAction.On, Token);
        await UntilAsync(device.Id, on);
        await Driver.PowerAsync(device.Id, PowerAction.Reboot, Token);
        await DoneAsync("reboot");

        Assert.Equal([$"off {id}", $"on {id}", $"off {id}", $"on {id}", $"reboot {id}"], _bench.Room.Actions);
        await UntilAsync(device.Id, DeviceState.Pending, DeviceState.Active);
        Assert.Single(await Driver.ListDevicesAsync(Provision, Token));
    }

    [Theory]
    [InlineData(PowerAction.Off, "off")]
    [InlineData(PowerAction.Reboot, "reboot")]
    public async Task Power_AnswerLost_HappensOnce(PowerAction action, string done)
    {
        if (!Offer.HasPower)
            return;
        var device = await RunAsync("node1");
        _bench.Fail(BenchCall.Power, FaultKind.LostAnswer);

        var error = await Record.ExceptionAsync(() => Driver.PowerAsync(device.Id, action, Token));

        // Where twice would not be once, it is left to whoever waits for the effect.
        Assert.True(error is null or EdgeException { IsTransient: true });
        await DoneAsync(done);
        await Task.Delay(MachineBench.Short * 3, Token);
        Assert.Single(_bench.Room.Actions);
    }

    [Fact]
    public async Task Power_WhenTheLockIsLost_AsksForNothing()
    {
        if (!Offer.HasPower)
            return;
        var device = await RunAsync("node1");
        _bench.IsGateClosed = true;

        foreach (var action in new[] { PowerAction.Off, PowerAction.ForceOff, PowerAction.Reboot })
            Assert.Equal("LockLost", (await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.PowerAsync(device.Id, action, Token))).Code);

        Assert.Empty(_bench.Room.Actions);
    }

    [Fact]
    public async Task Power_OfAnIdThatNothingHas_IsNotFound()
    {
        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.PowerAsync(_bench.UnknownId, PowerAction.Off, Token));

        Assert.Equal(("ProviderNotFound", ErrorKind.NotFound, false), (error.Code, error.Kind, error.IsTransient));
    }

    private async Task AssertHasNoPowerAsync(Device device)
    {
        foreach (var error in new[]
        {
            Assert.ThrowsAny<EdgeException>(() => Driver.CheckPower(device.Id)),
            await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.PowerAsync(device.Id, PowerAction.Off, Token)),
        })
        {
            Assert.Equal(("PowerNotSupported", ErrorKind.NotSupported, false), (error.Code, error.Kind, error.IsTransient));
            AssertHelps(error);
        }

        Assert.Empty(_bench.Room.Actions);
    }

    private async Task DoneAsync(string action)
    {
        for (var step = 0; step < 1500 && !_bench.Room.Actions.Any(a => a.StartsWith(action, StringComparison.Ordinal)); step++)
            await Task.Delay(20, Token);
        Assert.Contains(_bench.Room.Actions, a => a.StartsWith(action, StringComparison.Ordinal));
    }
}

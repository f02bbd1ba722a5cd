using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

public abstract partial class MachineContract
{
    [Fact]
    public async Task Reinstall_Machine_IsFreshAndStaysTheSameOne()
    {
        var device = await RunAsync("node1");
        if (!Offer.Reinstalls)
        {
            await AssertDoesNotReinstallAsync(device);
            return;
        }

        var id = _bench.InRoom(device);
        var installer = HoldTheInstaller();
        await Driver.ReinstallAsync(device.Id, Token);
        await DoneAsync("reinstall");
        Assert.Equal(DeviceState.Pending, (await Driver.GetDeviceAsync(device.Id, Token))!.State);
        await Driver.ReinstallAsync(device.Id, Token);
        installer.SetResult();

        Assert.Equal(device, await UntilAsync(device.Id, DeviceState.Pending, DeviceState.Active));
        Assert.Equal([$"reinstall {id}"], _bench.Room.Actions);
        Assert.Equal(device.Id, Assert.Single(await Driver.ListDevicesAsync(Provision, Token)).Id);

        await Driver.ReinstallAsync(device.Id, Token);
        await UntilAsync(device.Id, DeviceState.Pending, DeviceState.Active);
        Assert.Equal([$"reinstall {id}", $"reinstall {id}"], _bench.Room.Actions);
    }

    [Fact]
    public async Task Reinstall_AnswerLostAndAskedForAgain_HappensOnce()
    {
        if (!Offer.Reinstalls)
            return;
        var device = await RunAsync("node1");
        var installer = HoldTheInstaller();
        _bench.Fail(BenchCall.Power, FaultKind.LostAnswer);

        var error = await Record.ExceptionAsync(() => Driver.ReinstallAsync(device.Id, Token));
        await DoneAsync("reinstall");
        await Driver.ReinstallAsync(device.Id, Token);
        installer.SetResult();

        Assert.True(error is null or EdgeException { IsTransient: true });
        await UntilAsync(device.Id, DeviceState.Pending, DeviceState.Active);
        Assert.Single(_bench.Room.Actions);
    }

    [Fact]
    public async Task Reinstall_WhenTheLockIsLost_AsksForNothing()
    {
        if (!Offer.Reinstalls)
            return;
        var device = await RunAsync("node1");
        _bench.IsGateClosed = true;

        Assert.Equal("LockLost", (await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.ReinstallAsync(device.Id, Token))).Code);

        Assert.Empty(_bench.Room.Actions);
    }

    [Fact]
    public async Task Reinstall_OfAnIdThatNothingHas_IsNotFoundWhereItIsOffered()
    {
        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.ReinstallAsync(_bench.UnknownId, Token));

        Assert.Equal(Offer.Reinstalls ? ("ProviderNotFound", ErrorKind.NotFound) : ("ReinstallNotSupported", ErrorKind.NotSupported), (error.Code, error.Kind));
        Assert.False(error.IsTransient);
    }

    private async Task AssertDoesNotReinstallAsync(Device device)
    {
        var error = await Assert.ThrowsAnyAsync<EdgeException>(() => Driver.ReinstallAsync(device.Id, Token));

        Assert.Equal(("ReinstallNotSupported", ErrorKind.NotSupported, false), (error.Code, error.Kind, error.IsTransient));
        AssertHelps(error);
        Assert.Empty(_bench.Room.Actions);
        Assert.Equal(DeviceState.Active, (await Driver.GetDeviceAsync(device.Id, Token))!.State);
    }

    /// <summary>What is asked of machines from now on is not done before the result is set.</summary>
    private TaskCompletionSource HoldTheInstaller()
    {
        var installer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _bench.Room.Acting = token => installer.Task.WaitAsync(token);
        return installer;
    }
}

using System.Globalization;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.ModelledWorld.Tests.Laws;
using EdgeProvision.ModelledWorld.Tests.World;

namespace EdgeProvision.ModelledWorld.Tests;

/// <summary>The alias hook: the public address of a virtual machine leads to the host that it is on.</summary>
public sealed class AliasHookTests : IAsyncDisposable
{
    private readonly EngineHooks _hooks = new();
    private readonly TheWorld _world;
    private readonly FrontEndTools _tools;

    public AliasHookTests()
    {
        _world = new TheWorld(registry: new EngineRegistry(), hooks: _hooks);
        _tools = new FrontEndTools(_world);
    }

    public async ValueTask DisposeAsync()
    {
        _tools.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Life_OfAMachine_TheAddressGoesWhereItGoes()
    {
        await Operations.StandAsync(_world);
        var hosts = await Operations.IdsAsync(_world);
        var vm = await RunMachineAsync(hosts[0]);
        await SettleAsync();
        var address = (await RangeAsync()).Ip!;
        Assert.Equal(hosts[0], (await FindAsync(address)).HostId);
        Assert.Contains(_hooks.Log, m => m.VmId == vm && !m.IsError && m.Text.StartsWith($"{address} leads to host {hosts[0]}", StringComparison.Ordinal));

        await _world.RunAsync(() => _tools.CallAsync("one.vm.migrate", vm, hosts[1], true, false, -1));
        await SettleAsync();
        Assert.Equal(hosts[1], (await FindAsync(address)).HostId);

        await _world.RunAsync(() => _tools.CallAsync("one.vm.action", "terminate-hard", vm));
        await SettleAsync();
        Assert.Equal(EdgeAddressState.Free, (await FindAsync(address)).State);
        Assert.DoesNotContain(_hooks.Log, m => m.IsError);
    }

    [Fact]
    public async Task Call_StandsRightAlready_SendsNothing()
    {
        await Operations.StandAsync(_world);
        await RunMachineAsync((await Operations.IdsAsync(_world))[0]);
        await SettleAsync();

        await _world.RunAsync(async () => { await _hooks.CallAsync(_hooks.Documents[0]); return 0; });

        Assert.DoesNotContain(_hooks.Processes[^1].Calls.Names, c => c.StartsWith("packet", StringComparison.Ordinal) && !c.StartsWith("packet GET", StringComparison.Ordinal));
        Assert.Single(_hooks.Log);
    }

    [Fact]
    public async Task Call_OfABygoneState_LeavesWhatIsRightNow()
    {
        await Operations.StandAsync(_world);
        var hosts = await Operations.IdsAsync(_world);
        var vm = await RunMachineAsync(hosts[0]);
        await SettleAsync();
        await _world.RunAsync(() => _tools.CallAsync("one.vm.migrate", vm, hosts[1], true, false, -1));
        await SettleAsync();

        await _world.RunAsync(async () => { await _hooks.CallAsync(_hooks.Documents[0]); return 0; });

        Assert.Equal(hosts[1], (await FindAsync((await RangeAsync()).Ip!)).HostId);
    }

    [Fact]
    public async Task Call_OfAMachineThatHasEnded_LeavesTheNextOwnersAddress()
    {
        await Operations.StandAsync(_world);
        var hosts = await Operations.IdsAsync(_world);
        var first = await RunMachineAsync(hosts[0]);
        await SettleAsync();
        var address = (await RangeAsync()).Ip!;
        await _world.RunAsync(() => _tools.CallAsync("one.vm.action", "terminate-hard", first));
        await SettleAsync();
        var ended = _hooks.Documents[^1];
        var second = await RunMachineAsync(hosts[1]);
        await SettleAsync();
        Assert.Equal((hosts[1], (int?)second), ((int)(await FindAsync(address)).HostId!, (await FindAsync(address)).VirtualMachineId));

        await _world.RunAsync(async () => { await _hooks.CallAsync(ended); return 0; });

        Assert.Equal(hosts[1], (await FindAsync(address)).HostId);
        Assert.Contains(_hooks.Log, m => m.VmId == first && m.Text.Contains($"virtual machine {second}'s by now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_ProviderRefuses_IsLoggedAndNoError()
    {
        await Operations.StandAsync(_world);
        _hooks.AreOn = false;
        var vm = await RunMachineAsync((await Operations.IdsAsync(_world))[0]);
        await SettleAsync();
        _world.Sandbox.Board.Add(new Sandbox.Control.FaultOrder { Match = new Sandbox.Control.CallMatch { Service = "packet", Method = "POST" }, Kind = Sandbox.Control.FaultKind.Status, Status = 422 });

        await _world.RunAsync(async () => { await _hooks.CallAsync(_hooks.Documents[0]); return 0; });

        var message = Assert.Single(_hooks.Log);
        Assert.Equal((vm, true), (message.VmId, message.IsError));
        Assert.DoesNotContain('\n', message.Text);
    }

    [Fact]
    public async Task Call_NoMachine_IsAnError()
    {
        var error = await Assert.ThrowsAsync<EdgeException>(() => _world.RunAsync(async () => { await _hooks.CallAsync("<HOST><ID>1</ID></HOST>"); return 0; }));

        Assert.Equal("DriverInputInvalid", error.Code);
    }

    private async Task<int> RunMachineAsync(int host)
    {
        var stores = await _world.RunAsync(async () =>
        {
            using var front = _world.Administrator();
            var networks = await front.Networks.ListAsync(CancellationToken.None);
            return (System: (await front.Datastores.ListAsync(CancellationToken.None)).Single(d => d.Name == "edge-system").Id,
                Private: networks.Single(n => n.Name == "edge-private-host-only").Id, Public: networks.Single(n => n.Name == "edge-public").Id);
        });
        var template = string.Create(CultureInfo.InvariantCulture, $"CPU=1\nMEMORY=128\nNIC=[ NETWORK_ID=\"{stores.Private}\" ]\nNIC_ALIAS=[ NETWORK_ID=\"{stores.Public}\", PARENT=\"NIC0\" ]");
        return await _world.RunAsync(() => _tools.RunMachineAsync(host, stores.System, template));
    }

    /// <summary>Lets hooks and drivers come to their end; the front-end does what is due when somebody looks.</summary>
    private async Task SettleAsync()
    {
        for (var i = 0; i < 3 || !_hooks.AreDone; i++)
        {
            await _world.PassAsync(TimeSpan.FromSeconds(2));
            await RangeAsync();
        }
    }

    private Task<AddressRange> RangeAsync() => IpamTests.RangeAsync(_world);

    private async Task<EdgeAddress> FindAsync(string address) => (await Operations.AddressesAsync(_world)).Single(a => a.Address == address);
}

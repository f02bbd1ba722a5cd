using System.Globalization;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Engine.Setup;
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
        await StandAsync();
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
    public async Task Plugging_OfARunningMachine_TheAddressComesMovesAndGoes()
    {
        await StandAsync();
        var hosts = await Operations.IdsAsync(_world);
        var vm = await RunMachineAsync(hosts[0], hasAlias: false);
        await SettleAsync();
        var address = (await RangeAsync()).Ip!;

        await AttachAsync(vm);
        Assert.Equal((hosts[0], (int?)vm, EdgeAddressState.Assigned), await PlaceAsync(address));
        var attaching = _hooks.Documents.Single(d => d.Contains("<LCM_STATE>25</LCM_STATE>", StringComparison.Ordinal));
        Assert.Contains("<ATTACH><![CDATA[YES]]></ATTACH>", attaching, StringComparison.Ordinal);
        await _world.RunAsync(() => _tools.CallAsync("one.vm.migrate", vm, hosts[1], true, false, -1));
        await SettleAsync();
        Assert.Equal((hosts[1], (int?)vm, EdgeAddressState.Assigned), await PlaceAsync(address));

        await DetachAsync(vm, card: 1);
        Assert.Equal(((int?)null, (int?)null, EdgeAddressState.Free), await PlaceAsync(address));
        var detaching = _hooks.Documents.Last(d => d.Contains("<LCM_STATE>25</LCM_STATE>", StringComparison.Ordinal));
        await CallAsync(attaching);
        Assert.Equal(((int?)null, (int?)null, EdgeAddressState.Free), await PlaceAsync(address));

        await AttachAsync(vm);
        await CallAsync(detaching);
        Assert.Equal((hosts[1], (int?)vm, EdgeAddressState.Assigned), await PlaceAsync(address));
        await _world.RunAsync(() => _tools.CallAsync("one.vm.action", "terminate-hard", vm));
        await SettleAsync();
        Assert.Equal(((int?)null, (int?)null, EdgeAddressState.Free), await PlaceAsync(address));
        Assert.DoesNotContain(_hooks.Log, m => m.IsError);
    }

    [Fact]
    public async Task Plugging_CardGoesWithItsAlias_SoDoesTheAddress()
    {
        await StandAsync();
        var vm = await RunMachineAsync((await Operations.IdsAsync(_world))[0]);
        await SettleAsync();
        var address = (await RangeAsync()).Ip!;

        await DetachAsync(vm, card: 0);

        Assert.Equal(((int?)null, (int?)null, EdgeAddressState.Free), await PlaceAsync(address));
        Assert.Contains(_hooks.Log, m => m.Text == $"{address} leads nowhere any more");
        Assert.DoesNotContain(_hooks.Log, m => m.IsError);
    }

    [Fact]
    public async Task Plugging_OfAMachineThatIsOff_IsSeenWhenItStarts()
    {
        await StandAsync();
        var host = (await Operations.IdsAsync(_world))[0];
        var vm = await RunMachineAsync(host, hasAlias: false);
        await SettleAsync();
        var address = (await RangeAsync()).Ip!;
        await _world.RunAsync(() => _tools.CallAsync("one.vm.action", "poweroff", vm));

        await AttachAsync(vm);
        Assert.Equal(((int?)null, (int?)vm, EdgeAddressState.Free), await PlaceAsync(address));
        await _world.RunAsync(() => _tools.CallAsync("one.vm.action", "resume", vm));
        await SettleAsync();
        Assert.Equal((host, (int?)vm, EdgeAddressState.Assigned), await PlaceAsync(address));

        await _world.RunAsync(() => _tools.CallAsync("one.vm.action", "poweroff", vm));
        await DetachAsync(vm, card: 1);
        Assert.Equal(((int?)null, (int?)null, EdgeAddressState.Free), await PlaceAsync(address));
        Assert.DoesNotContain(_hooks.Log, m => m.IsError);
    }

    [Fact]
    public async Task Plugging_HostsDriversFail_TheAddressLeadsNowhere()
    {
        await StandAsync();
        var vm = await RunMachineAsync((await Operations.IdsAsync(_world))[0], hasAlias: false);
        await SettleAsync();
        var address = (await RangeAsync()).Ip!;

        await _world.RunAsync(async () => await _tools.CallAsync("one.vm.attachnic", vm, await AliasAsync()));
        await _world.RunAsync(() => _tools.CallAsync("one.vm.recover", vm, 0));
        await SettleAsync();

        Assert.Equal(((int?)null, (int?)null, EdgeAddressState.Free), await PlaceAsync(address));
    }

    [Fact]
    public async Task Call_StandsRightAlready_SendsNothing()
    {
        await StandAsync();
        await RunMachineAsync((await Operations.IdsAsync(_world))[0]);
        await SettleAsync();

        await CallAsync(_hooks.Documents[0]);

        Assert.DoesNotContain(_hooks.Processes[^1].Calls.Names, c => c.StartsWith("packet", StringComparison.Ordinal) && !c.StartsWith("packet GET", StringComparison.Ordinal));
        Assert.Single(_hooks.Log);
    }

    [Fact]
    public async Task Call_OfABygoneState_LeavesWhatIsRightNow()
    {
        await StandAsync();
        var hosts = await Operations.IdsAsync(_world);
        var vm = await RunMachineAsync(hosts[0]);
        await SettleAsync();
        await _world.RunAsync(() => _tools.CallAsync("one.vm.migrate", vm, hosts[1], true, false, -1));
        await SettleAsync();

        await CallAsync(_hooks.Documents[0]);

        Assert.Equal(hosts[1], (await FindAsync((await RangeAsync()).Ip!)).HostId);
    }

    [Fact]
    public async Task Call_OfAMachineThatHasEnded_LeavesTheNextOwnersAddress()
    {
        await StandAsync();
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

        await CallAsync(ended);

        Assert.Equal(hosts[1], (await FindAsync(address)).HostId);
        Assert.Contains(_hooks.Log, m => m.VmId == first && m.Text.Contains($"virtual machine {second}'s by now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_ProviderRefuses_IsLoggedAndNoError()
    {
        await StandAsync();
        _hooks.AreOn = false;
        var vm = await RunMachineAsync((await Operations.IdsAsync(_world))[0]);
        await SettleAsync();
        _world.Sandbox.Board.Add(new Sandbox.Control.FaultOrder { Match = new Sandbox.Control.CallMatch { Service = "packet", Method = "POST" }, Kind = Sandbox.Control.FaultKind.Status, Status = 422 });

        await CallAsync(_hooks.Documents[0]);

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

    /// <summary>The provision, and the hooks as the product registers them.</summary>
    private async Task StandAsync()
    {
        await Operations.StandAsync(_world);
        await _world.RunAsync(async () =>
        {
            using var front = _world.Administrator();
            foreach (var hook in AliasHooks.All)
                await front.Hooks.AllocateAsync(TemplateWriter.Write(hook), CancellationToken.None);
            return 0;
        });
    }

    private async Task<int> RunMachineAsync(int host, bool hasAlias = true)
    {
        var alias = hasAlias ? await _world.RunAsync(AliasAsync) : "";
        return await _world.RunAsync(async () =>
        {
            using var front = _world.Administrator();
            var store = (await front.Datastores.ListAsync(CancellationToken.None)).Single(d => d.Name == "edge-system").Id;
            var card = (await front.Networks.ListAsync(CancellationToken.None)).Single(n => n.Name == "edge-private-host-only").Id;
            return await _tools.RunMachineAsync(host, store, string.Create(CultureInfo.InvariantCulture, $"CPU=1\nMEMORY=128\nNIC=[ NETWORK_ID=\"{card}\" ]\n{alias}"));
        });
    }

    private async Task<string> AliasAsync()
    {
        using var front = _world.Administrator();
        var network = (await front.Networks.ListAsync(CancellationToken.None)).Single(n => n.Name == "edge-public").Id;
        return string.Create(CultureInfo.InvariantCulture, $"NIC_ALIAS=[ NETWORK_ID=\"{network}\", PARENT=\"NIC0\" ]");
    }

    private async Task AttachAsync(int vm)
    {
        await _world.RunAsync(async () => await _tools.CallAsync("one.vm.attachnic", vm, await AliasAsync()));
        await SettleAsync();
    }

    private async Task DetachAsync(int vm, int card)
    {
        await _world.RunAsync(() => _tools.CallAsync("one.vm.detachnic", vm, card));
        await SettleAsync();
    }

    private Task CallAsync(string document) => _world.RunAsync(async () =>
    {
        await _hooks.CallAsync(document);
        return 0;
    });

    /// <summary>Where an address leads, whose lease it is, and how it is shown.</summary>
    private async Task<(int? Host, int? Vm, EdgeAddressState State)> PlaceAsync(string address)
    {
        var found = await FindAsync(address);
        return (found.HostId, found.VirtualMachineId, found.State);
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

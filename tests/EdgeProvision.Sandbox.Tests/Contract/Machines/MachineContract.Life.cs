using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

public abstract partial class MachineContract
{
    [Fact]
    public async Task Create_Machine_IsFoundByItsKeyByWhoeverLooks()
    {
        var device = await RunAsync("node1");

        Assert.Equal(("p-1/host/node1", "node1"), (device.EdgeKey, device.Hostname));
        Assert.NotNull(device.PublicAddress);
        foreach (var driver in new[] { Driver, await _bench.OpenAsync(Opening.Again) })
        {
            var listed = Assert.Single(await driver.ListDevicesAsync(Provision, Token));
            Assert.Equal((device.Id, device.EdgeKey, device.State, device.PublicAddress), (listed.Id, listed.EdgeKey, listed.State, listed.PublicAddress));
            Assert.Equal(device, await driver.GetDeviceAsync(device.Id, Token));
            Assert.True(await driver.IsListedAsync(device.Id, Token));
            foreach (var other in new[] { "p-2", "p-11", "p-" })
                Assert.Empty(await driver.ListDevicesAsync(other, Token));
        }
    }

    [Fact]
    public async Task Create_SameOrderAgain_IsTheSameMachineOrOneMoreOfItsKey()
    {
        var first = await CreateAsync("node1");
        var second = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(_bench.Order("node1"), Token)).Device;
        var other = await CreateAsync("node2");

        // Where it is one more, both show by the key: whoever orders looks before, and keeps one.
        Assert.Equal(Offer.RepeatsOrders, first.Id == second.Id);
        string[] expected = Offer.RepeatsOrders ? [first.Id, other.Id] : [first.Id, second.Id, other.Id];
        var listed = await Driver.ListDevicesAsync(Provision, Token);
        Assert.Equal(expected.Order(StringComparer.Ordinal), listed.Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Length - 1, listed.Count(d => d.EdgeKey == first.EdgeKey));
    }

    [Fact]
    public async Task List_OfManyMachines_IsWhole()
    {
        string[] names = [.. Enumerable.Range(1, 12).Select(n => $"node{n}")];
        await Task.WhenAll(names.Select(CreateAsync));

        var listed = await Driver.ListDevicesAsync(Provision, Token);

        Assert.Equal(names.Select(n => $"p-1/host/{n}").Order(StringComparer.Ordinal), listed.Select(d => d.EdgeKey).Order(StringComparer.Ordinal));
        Assert.Equal(12, listed.Select(d => d.Id).Distinct().Count());
    }

    [Fact]
    public async Task Get_OfAnIdThatNothingHas_IsNull()
    {
        Assert.Null(await Driver.GetDeviceAsync(_bench.UnknownId, Token));
        Assert.False(await Driver.IsListedAsync(_bench.UnknownId, Token));
    }

    [Fact]
    public async Task Delete_Twice_IsGoneAndFine()
    {
        var device = await RunAsync("node1");
        var other = await RunAsync("node2");

        await Driver.DeleteDeviceAsync(device.Id, Token);
        Assert.True(await Driver.GetDeviceAsync(device.Id, Token) is null or { State: DeviceState.Releasing });
        await Driver.DeleteDeviceAsync(device.Id, Token);
        await GoneAsync(device.Id);
        await Driver.DeleteDeviceAsync(device.Id, Token);
        await Driver.DeleteDeviceAsync(_bench.UnknownId, Token);

        Assert.Equal(other.Id, Assert.Single(await Driver.ListDevicesAsync(Provision, Token)).Id);
        Assert.NotNull(await Driver.GetDeviceAsync(other.Id, Token));
    }

    [Fact]
    public async Task Tag_MachineOfAnother_IsFoundByTheNewKeyAndKeepsTheRest()
    {
        var device = await RunAsync("node1");

        await Driver.TagDeviceAsync(device.Id, "p-9", "p-9/host/x", Token);
        await Driver.TagDeviceAsync(device.Id, "p-9", "p-9/host/x", Token);

        var tagged = Assert.Single(await Driver.ListDevicesAsync("p-9", Token));
        Assert.Equal((device.Id, "p-9/host/x", "node1"), (tagged.Id, tagged.EdgeKey, tagged.Hostname));
        Assert.Empty(await Driver.ListDevicesAsync(Provision, Token));
    }

    [Fact]
    public async Task Surroundings_WithoutMachines_AreGone()
    {
        var device = await RunAsync("node1");
        await Driver.DeleteDeviceAsync(device.Id, Token);
        await GoneAsync(device.Id);

        // What one pass removes is believed by the next, which does not see it.
        for (var pass = 0; pass < 1500 && !await Driver.RemoveSurroundingsAsync(Provision, Token); pass++)
            await Task.Delay(20, Token);
        Assert.True(await Driver.RemoveSurroundingsAsync(Provision, Token));
    }

    [Fact]
    public void Times_BetweenTwoLooks_AreShortAndSet()
    {
        Assert.InRange(Driver.PollInterval, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));
        Assert.InRange(Driver.CreateGrace, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(8));
        Assert.Equal(_bench.Settings.Driver, Driver.Name);
    }
}

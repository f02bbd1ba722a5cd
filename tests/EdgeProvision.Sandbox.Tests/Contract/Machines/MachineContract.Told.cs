using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;
using EdgeProvision.Sandbox.Control;

namespace EdgeProvision.Sandbox.Tests.Contract.Machines;

public abstract partial class MachineContract
{
    [Fact]
    public async Task Events_OfAMachine_AreOldestFirstAndStayTheSame()
    {
        var device = await RunAsync("node1");

        var events = await Driver.ReadEventsAsync(device.Id, Token);

        Assert.Equal(Offer.TellsEvents, events.Count > 0);
        Assert.All(events, e => Assert.True(e is { Id.Length: > 0, Text.Length: > 0 } && !e.Text.Contains('\n', StringComparison.Ordinal), $"{e}"));
        Assert.Equal(events.Count, events.Select(e => e.Id).Distinct().Count());
        Assert.Equal(events.OrderBy(e => e.At), events);
        Assert.Equal(events, (await Driver.ReadEventsAsync(device.Id, Token)).Take(events.Count));
    }

    [Fact]
    public async Task Events_WithoutTheRight_AreNone()
    {
        var device = await CreateAsync("node1");
        _bench.Fail(BenchCall.Any, FaultKind.Status, 403, times: 0);

        Assert.Empty(await Driver.ReadEventsAsync(device.Id, Token));
    }

    [Fact]
    public async Task Admission_WhereNothingKeepsOthersOut_IsNotToldAndNotChanged()
    {
        await RunAsync("node1");
        var wish = new AdmissionWish([], OpenPorts.ParseAll("tcp/443", out _)!);

        Assert.Null(await Driver.ReadAdmissionAsync(Provision, Token));
        await Driver.AdmitMembersAsync(Provision, ["192.0.2.1"], Token);
        Assert.False(await Driver.SetMembersAsync(Provision, ["192.0.2.1"], Token));
        if (Offer.AdmitsByName)
        {
            Assert.False(await Driver.SetAdmissionAsync(Provision, wish, Token));
            return;
        }

        var error = await Assert.ThrowsAsync<EdgeException>(() => Driver.SetAdmissionAsync(Provision, wish, Token));
        Assert.Equal(("AdmissionNotSupported", ErrorKind.NotSupported), (error.Code, error.Kind));
        AssertHelps(error);
    }

    [Fact]
    public async Task Disks_ThatAreNotThere_AreGoneOrRefusedByName()
    {
        const string id = "vol-0123456789abcdef0";

        Assert.False(await Driver.HasDiskAsync(id, Token));
        if (Offer.KeepsDisks)
        {
            await Driver.DeleteDiskAsync(id, Token);
            return;
        }

        var error = await Assert.ThrowsAsync<EdgeException>(() => Driver.DeleteDiskAsync(id, Token));
        Assert.Equal(("DisksNotSupported", ErrorKind.NotSupported), (error.Code, error.Kind));
        AssertHelps(error);
    }

    [Fact]
    public async Task End_OfAMachine_IsChangedOrRefusedByName()
    {
        var device = await RunAsync("node1");
        var later = new DateTimeOffset(2066, 12, 1, 18, 0, 0, TimeSpan.Zero);
        Assert.Null(device.EndsAt);
        if (!Offer.EndsMachines)
        {
            var error = await Assert.ThrowsAsync<EdgeException>(() => Driver.SetEndAsync(device.Id, later, Token));
            Assert.Equal(("TerminationTimeNotSupported", ErrorKind.NotSupported), (error.Code, error.Kind));
            AssertHelps(error);
            return;
        }

        var changed = await Driver.SetEndAsync(device.Id, later, Token);
        Assert.Equal(device with { EndsAt = later }, changed);
        Assert.Equal(later, Assert.Single(await Driver.ListDevicesAsync(Provision, Token)).EndsAt);
        Assert.Equal(device, await Driver.SetEndAsync(device.Id, null, Token));
    }
}

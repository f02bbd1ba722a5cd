using EdgeProvision.Engine.Providers;
using DeviceState = EdgeProvision.Engine.Providers.DeviceState;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>What only this driver orders and is told, before the emulator: reserved hardware, ends, metros.</summary>
public sealed class PacketOrderTests : IAsyncDisposable
{
    private static readonly DateTimeOffset s_later = new(2066, 12, 1, 18, 0, 0, TimeSpan.Zero);
    private readonly PacketDriverBench _bench = new();

    private IProviderDriver Driver => _bench.Driver;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Create_OnReservedHardware_IsToldOfDeviceAndReservation()
    {
        var id = _bench.Emulator.Reserve("baremetal_0", "am6", 0.05m, "hourly")!;

        var free = Assert.Single((await Driver.ReadReservedAsync(Token))!);
        var device = await CreateAsync(("metro", "am"), ("hardware_reservation", "next-available"));
        var taken = Assert.Single((await Driver.ReadReservedAsync(Token))!);

        Assert.Equal((id, "baremetal_0", "am6,am", 0.05m, "USD", true), (free.Id, free.Hardware, string.Join(',', free.Places), free.HourlyPrice, free.Currency, free.IsFree));
        Assert.Equal((id, "am6"), (device.ReservationId, device.Location));
        Assert.Equal((device.Id, false), (taken.DeviceId, taken.IsFree));
    }

    [Fact]
    public async Task Create_WhereNoReservedHardwareIsFree_IsRefusedInTheServicesWords()
    {
        var refused = Assert.IsType<CreateResult.Refused>(await Driver.CreateDeviceAsync(Order(("metro", "am"), ("hardware_reservation", "next-available")), Token));

        Assert.Contains("no hardware reservation is available", refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetEnd_OfADevice_IsWhatTheServiceShowsFromThenOn()
    {
        var first = s_later.AddDays(-1);
        var device = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(Order(("metro", "am")) with { EndsAt = first }, Token)).Device;
        Assert.Equal(first, device.EndsAt);

        Assert.Equal(s_later, (await Driver.SetEndAsync(device.Id, s_later, Token)).EndsAt);
        Assert.Equal(s_later, (await Driver.GetDeviceAsync(device.Id, Token))!.EndsAt);
        Assert.Null((await Driver.SetEndAsync(device.Id, null, Token)).EndsAt);
        Assert.Null((await Driver.SetEndAsync(device.Id, null, Token)).EndsAt);
        Assert.Equal(device.EdgeKey, Assert.Single(await Driver.ListDevicesAsync("p-1", Token)).EdgeKey);
    }

    [Fact]
    public async Task SetEnd_AtAServiceThatDoesNotKnowIt_ShowsThatNothingChanged()
    {
        _bench.Emulator.Conditions.KeepsTerminationTimes = true;
        var device = await CreateAsync(("metro", "am"));

        Assert.Null((await Driver.SetEndAsync(device.Id, s_later, Token)).EndsAt);
    }

    private async Task<Device> CreateAsync(params (string Key, string Value)[] keys)
    {
        var created = Assert.IsType<CreateResult.Created>(await Driver.CreateDeviceAsync(Order(keys), Token)).Device;
        Assert.Equal(DeviceState.Pending, created.State);
        return created;
    }

    private DeviceRequest Order(params (string Key, string Value)[] keys)
    {
        var order = _bench.Order("node1");
        var all = new Dictionary<string, string>(order.Keys);
        all.Remove("facility");
        foreach (var (key, value) in keys)
            all[key] = value;
        return order with { Keys = all };
    }
}

using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Tests.Providers.Packet;

/// <summary>Reserved hardware, as the service lists it.</summary>
public sealed class ReservedTests
{
    private const string List = """
        {"hardware_reservations":[
          {"id":"r-1","short_id":"r1","plan":{"slug":"c3.small.x86"},"facility":{"code":"am6","metro":{"code":"am"}},"device":{"href":"/metal/v1/devices/d-9"},"provisionable":false,"spare":false,"custom_rate":1050,"billing_cycle":"yearly"},
          {"id":"r-2","plan":{"slug":"c3.small.x86"},"facility":{"code":"am6","metro":{"code":"am"}},"device":null,"provisionable":true,"spare":false,"custom_rate":0.375,"billing_cycle":"hourly"},
          {"id":"r-3","plan":{"href":"/plans/x"},"facility":{"href":"/facilities/x"},"provisionable":true,"spare":true},
          {"id":"r-4"}],"meta":{"next":null}}
        """;

    [Fact]
    public async Task ReadReserved_OfAProject_TellsWhatWhereAndWhetherItIsFree()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, List);

        var reserved = await world.Driver.ReadReservedAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"/projects/{ProviderWorld.Project}/hardware-reservations?include=plan,facility", Assert.Single(world.Service.Requests).PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(["r-1 c3.small.x86 am6,am d-9 ", "r-2 c3.small.x86 am6,am  0.375", "r-3    ", "r-4    "],
            reserved!.Select(r => FormattableString.Invariant($"{r.Id} {r.Hardware} {string.Join(',', r.Places)} {r.DeviceId} {r.HourlyPrice}")));
        Assert.Equal([false, true, false, true], reserved!.Select(r => r.IsFree));
        Assert.Equal([null, "USD", null, null], reserved!.Select(r => r.Currency));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task ReadReserved_WhereTheServiceShowsNone_IsNotKnown(int status)
    {
        var world = new ProviderWorld();
        world.Service.Answer(status, """{"errors":["no"]}""");

        Assert.Null(await world.Driver.ReadReservedAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task GetDevice_OnReservedHardwareWithAnEnd_TellsBoth()
    {
        var world = new ProviderWorld();
        world.Service.Answer(200, ProviderWorld.Device().Replace("\"hostname\"", "\"termination_time\":\"2026-12-01T18:00:00Z\",\"hardware_reservation\":{\"href\":\"/hardware-reservations/r-1\"},\"hostname\"", StringComparison.Ordinal));

        var device = await world.Driver.GetDeviceAsync("d-1", TestContext.Current.CancellationToken);

        Assert.Equal((new DateTimeOffset(2026, 12, 1, 18, 0, 0, TimeSpan.Zero), "r-1"), (device!.EndsAt, device.ReservationId));
    }
}

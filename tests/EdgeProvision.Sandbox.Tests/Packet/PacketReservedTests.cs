using System.Text;
using System.Text.Json.Nodes;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>Reserved hardware of the emulated service.</summary>
public sealed class PacketReservedTests : IAsyncDisposable
{
    private const string Devices = $"/projects/{PacketBench.Project}/devices";
    private const string List = $"/projects/{PacketBench.Project}/hardware-reservations";
    private readonly PacketBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task List_OfTheProject_LinksUnlessToldToInclude()
    {
        var id = _bench.Emulator.Reserve("c3.small.x86", "am6", 1050m);

        var linked = (await _bench.JsonAsync("GET", List))["hardware_reservations"]![0]!;
        var whole = (await _bench.JsonAsync("GET", $"{List}?include=plan,facility"))["hardware_reservations"]![0]!;

        Assert.Equal(id, (string?)linked["id"]);
        Assert.Equal((null, null), ((string?)linked["plan"]!["slug"], (string?)linked["facility"]!["code"]));
        Assert.Equal(("c3.small.x86", "am6", "am"), ((string?)whole["plan"]!["slug"], (string?)whole["facility"]!["code"], (string?)whole["facility"]!["metro"]!["code"]));
        Assert.Equal((true, false, 1050m, "yearly"), ((bool)whole["provisionable"]!, (bool)whole["spare"]!, (decimal)whole["custom_rate"]!, (string?)whole["billing_cycle"]));
        Assert.Equal(id, (string?)(await _bench.JsonAsync("GET", $"/hardware-reservations/{id}"))["id"]);
        Assert.Equal(404, (await _bench.CallAsync("GET", $"/hardware-reservations/{id}", token: "token-2")).Status);
        Assert.Empty(JsonNode.Parse((await _bench.CallAsync("GET", $"/projects/{PacketBench.ForeignProject}/hardware-reservations", token: "token-2")).Body)!["hardware_reservations"]!.AsArray());
    }

    [Theory]
    [InlineData("next-available")]
    [InlineData("ID")]
    public async Task Create_OnReservedHardware_TakesItAndNoStockAndGivesItBack(string wish)
    {
        var id = _bench.Emulator.Reserve("baremetal_0", "ams1")!;
        _bench.Emulator.Conditions.SetCapacity("*", "*", 0);

        var device = await _bench.JsonAsync("POST", Devices, Order(wish == "ID" ? id : wish), 201);

        var deviceId = (string)device["id"]!;
        Assert.Equal($"/hardware-reservations/{id}", (string?)device["hardware_reservation"]!["href"]);
        var taken = await _bench.JsonAsync("GET", $"/hardware-reservations/{id}");
        Assert.Equal(($"/devices/{deviceId}", false), ((string?)taken["device"]!["href"], (bool)taken["provisionable"]!));
        Assert.Contains("no hardware reservation is available", await RefusedAsync(Order("next-available")), StringComparison.Ordinal);
        Assert.Contains($"{id} is not provisionable", await RefusedAsync(Order(id)), StringComparison.Ordinal);

        await _bench.UntilStateAsync(deviceId, "active");
        Assert.Equal(204, (await _bench.CallAsync("DELETE", $"/devices/{deviceId}")).Status);
        await _bench.UntilGoneAsync(deviceId);
        Assert.True((bool)(await _bench.JsonAsync("GET", $"/hardware-reservations/{id}"))["provisionable"]!);
        await _bench.JsonAsync("POST", Devices, Order(id), 201);
    }

    [Fact]
    public async Task Create_InAMetro_StandsWhereTheReservedHardwareStands()
    {
        _bench.Emulator.Reserve("baremetal_0", "am6");
        var order = Order("next-available");
        order.Remove("facility");
        order["metro"] = "am";

        Assert.Equal("am6", (string?)(await _bench.JsonAsync("POST", Devices, order, 201))["facility"]!["code"]);
    }

    [Theory]
    [InlineData("next-available", "plan", "c3.small.x86", "no hardware reservation is available")]
    [InlineData("next-available", "facility", "ewr1", "no hardware reservation is available")]
    [InlineData("ID", "plan", "c3.small.x86", "does not match the plan or the location")]
    [InlineData("ID", "facility", "ewr1", "does not match the plan or the location")]
    [InlineData("SPARE", "facility", "ams1", "is not provisionable")]
    [InlineData("00000000-0000-4000-8000-000000000000", "facility", "ams1", "is not a hardware reservation of this project")]
    public async Task Create_OnWhatDoesNotFit_IsRefused(string wish, string key, string value, string why)
    {
        var id = _bench.Emulator.Reserve("baremetal_0", "ams1")!;
        var spare = _bench.Emulator.Reserve("baremetal_0", "ams1", isSpare: true)!;
        var order = Order(wish switch { "ID" => id, "SPARE" => spare, _ => wish });
        order[key] = value;

        Assert.Contains(why, await RefusedAsync(order), StringComparison.Ordinal);
        Assert.Empty(_bench.Emulator.Ledger.Entries);
    }

    [Fact]
    public void Reserve_OfWhatThereIsNot_IsNull()
    {
        Assert.Null(_bench.Emulator.Reserve("no-such-plan", "ams1"));
        Assert.Null(_bench.Emulator.Reserve("baremetal_0", "nowhere"));
    }

    private static JsonObject Order(string wish)
    {
        var order = PacketBench.Order();
        order["hardware_reservation_id"] = wish;
        return order;
    }

    private async Task<string> RefusedAsync(JsonObject order)
    {
        var reply = await _bench.CallAsync("POST", Devices, order);
        Assert.Equal(422, reply.Status);
        return Encoding.UTF8.GetString(reply.Body);
    }
}

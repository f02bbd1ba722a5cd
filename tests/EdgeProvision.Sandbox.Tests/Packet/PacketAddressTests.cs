using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Packet;

namespace EdgeProvision.Sandbox.Tests.Packet;

public sealed class PacketAddressTests : IAsyncDisposable
{
    private const string Addresses = $"/projects/{PacketBench.Project}/ips";
    private readonly PacketBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public void UnusedOf_PublicPool_LiesBetweenPublicAndGlobalAddresses()
    {
        Assert.Equal("198.19.0.0/17", PacketOptions.UnusedOf("198.18.0.0/15"));
        Assert.Equal("100.64.192.0/19", PacketOptions.UnusedOf("100.64.128.0/17"));
    }

    [Fact]
    public async Task Reserve_Two_IsABlockOfThatSize()
    {
        var block = await ReserveAsync(2, "edge-key=k");
        Assert.Equal(("198.18.0.0", 31, "created", 2), ((string)block["network"]!, (int)block["cidr"]!, (string)block["state"]!, (int)block["quantity"]!));
        Assert.Equal("edge-key=k", (string)block["tags"]![0]!);
        var next = await ReserveAsync(4);
        Assert.Equal("198.18.0.4", (string)next["network"]!);
        var shown = (JsonArray)(await _bench.JsonAsync("GET", $"{Addresses}?types=public_ipv4"))["ip_addresses"]!;
        Assert.Equal(2, shown.Count);
        Assert.Empty((JsonArray)(await _bench.JsonAsync("GET", $"{Addresses}?types=global_ipv4"))["ip_addresses"]!);
    }

    [Theory]
    [InlineData("{\"type\":\"public_ipv4\",\"quantity\":3,\"facility\":\"ams1\"}", "quantity must be a power of two between 1 and 256")]
    [InlineData("{\"type\":\"public_ipv4\",\"quantity\":2}", "facility or metro must be given")]
    [InlineData("{\"type\":\"public_ipv6\",\"quantity\":2,\"facility\":\"ams1\"}", "type public_ipv6 is not valid")]
    public async Task Reserve_WrongField_Is422(string body, string error)
    {
        var answer = await _bench.JsonAsync("POST", Addresses, JsonNode.Parse(body), 422);
        Assert.Equal(error, (string)answer["errors"]![0]!);
    }

    [Fact]
    public async Task Reserve_OverQuota_StaysPendingOrIsRefused()
    {
        await ReserveAsync(256);
        var pending = await ReserveAsync(1);
        Assert.Equal("pending", (string)pending["state"]!);
        Assert.Single(_bench.Emulator.Ledger.Entries);
        var strict = new JsonObject { ["type"] = "public_ipv4", ["quantity"] = 1, ["metro"] = "am", ["fail_on_approval_required"] = true };
        Assert.Equal(422, (await _bench.CallAsync("POST", Addresses, strict)).Status);
    }

    [Fact]
    public async Task Assign_AndUnassign_ChangesAvailableAndRoute()
    {
        var device = await _bench.OrderActiveAsync();
        var block = await ReserveAsync(2);
        var reservation = (string)block["id"]!;
        var assignment = await _bench.JsonAsync("POST", $"/devices/{device}/ips", new JsonObject { ["address"] = "198.18.0.1/32" }, 201);
        Assert.EndsWith(reservation, (string)assignment["parent_block"]!["href"]!, StringComparison.Ordinal);
        Assert.Equal(["198.18.0.0/32"], await AvailableAsync(reservation));
        Assert.Contains("198.18.0.1", (await _bench.JsonAsync("GET", $"/devices/{device}"))["ip_addresses"]!.ToJsonString(), StringComparison.Ordinal);
        await _bench.UntilAsync(() => Task.FromResult(_bench.Router.Routes.GetValueOrDefault("198.18.0.1/32") == device));
        Assert.Equal(422, (await _bench.CallAsync("POST", $"/devices/{device}/ips", new JsonObject { ["address"] = "198.18.0.1" })).Status);
        Assert.Equal(422, (await _bench.CallAsync("POST", $"/devices/{device}/ips", new JsonObject { ["address"] = "8.8.8.8" })).Status);
        Assert.Equal(422, (await _bench.CallAsync("DELETE", $"/ips/{reservation}")).Status);

        Assert.Equal(204, (await _bench.CallAsync("DELETE", $"/ips/{assignment["id"]}")).Status);
        Assert.Equal(2, (await AvailableAsync(reservation)).Count);
        await _bench.UntilAsync(() => Task.FromResult(_bench.Router.Routes.IsEmpty));
        Assert.Equal(204, (await _bench.CallAsync("DELETE", $"/ips/{reservation}")).Status);
        Assert.Equal(404, (await _bench.CallAsync("GET", $"/ips/{reservation}")).Status);
        Assert.NotNull(_bench.Emulator.Ledger.Entries.Single(entry => entry.Kind == "addresses").GoneAt);
    }

    [Fact]
    public async Task DeleteDevice_WithAssignment_FreesTheAddress()
    {
        var device = await _bench.OrderActiveAsync();
        var reservation = (string)(await ReserveAsync(1))["id"]!;
        await _bench.JsonAsync("POST", $"/devices/{device}/ips", new JsonObject { ["address"] = "198.18.0.0/32" }, 201);
        await _bench.CallAsync("DELETE", $"/devices/{device}");
        await _bench.UntilGoneAsync(device);
        Assert.Single(await AvailableAsync(reservation));
        Assert.Empty(_bench.Router.Routes);
    }

    [Fact]
    public async Task Assign_ToAnotherWhileTheFirstIsBusy_LeadsToTheOther()
    {
        var (busy, other) = (new TaskCompletionSource(), await _bench.OrderActiveAsync("other"));
        _bench.Room.Installing = busy.Task.WaitAsync;
        var first = await _bench.OrderAsync("first");
        await _bench.UntilAsync(() => Task.FromResult(_bench.Room.Orders.Count == 2));
        await ReserveAsync(1);
        var address = new JsonObject { ["address"] = "198.18.0.0/32" };
        var assignment = await _bench.JsonAsync("POST", $"/devices/{first}/ips", address, 201);
        Assert.Equal(204, (await _bench.CallAsync("DELETE", $"/ips/{assignment["id"]}")).Status);
        await _bench.JsonAsync("POST", $"/devices/{other}/ips", address.DeepClone(), 201);
        await _bench.UntilAsync(() => Task.FromResult(_bench.Router.Routes.GetValueOrDefault("198.18.0.0/32") == other));

        // Only now the first gets to what was asked of it, and at last to its end.
        busy.SetResult();
        await _bench.UntilStateAsync(first, "active");
        await _bench.CallAsync("DELETE", $"/devices/{first}");
        await _bench.UntilGoneAsync(first);
        Assert.Equal(other, _bench.Router.Routes.GetValueOrDefault("198.18.0.0/32"));
    }

    [Fact]
    public async Task Unassign_ThenDeleteWhileTheDeviceIsBusy_LeavesNoRoute()
    {
        var device = await _bench.OrderActiveAsync();
        await ReserveAsync(1);
        var assignment = await _bench.JsonAsync("POST", $"/devices/{device}/ips", new JsonObject { ["address"] = "198.18.0.0/32" }, 201);
        await _bench.UntilAsync(() => Task.FromResult(_bench.Router.Routes.GetValueOrDefault("198.18.0.0/32") == device));
        _bench.Room.Acting = token => Task.Delay(Timeout.Infinite, token);
        await _bench.CallAsync("POST", $"/devices/{device}/actions", new JsonObject { ["type"] = "reboot" });
        await _bench.CallAsync("DELETE", $"/ips/{assignment["id"]}");
        await _bench.CallAsync("DELETE", $"/devices/{device}");
        await _bench.UntilGoneAsync(device);
        Assert.Empty(_bench.Router.Routes);
    }

    [Fact]
    public async Task Delete_ManagementAddress_Is422()
    {
        var device = await _bench.JsonAsync("GET", $"/devices/{await _bench.OrderActiveAsync()}");
        Assert.Equal(422, (await _bench.CallAsync("DELETE", $"/ips/{device["ip_addresses"]![0]!["id"]}")).Status);
    }

    private Task<JsonObject> ReserveAsync(int quantity, params string[] tags) => _bench.JsonAsync("POST", Addresses, new JsonObject
    {
        ["type"] = "public_ipv4", ["quantity"] = quantity, ["facility"] = "ams1", ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
    }, 201);

    private async Task<IReadOnlyList<string>> AvailableAsync(string id) =>
        [.. ((JsonArray)(await _bench.JsonAsync("GET", $"/ips/{id}/available?cidr=32"))["available"]!).Select(node => (string)node!)];
}

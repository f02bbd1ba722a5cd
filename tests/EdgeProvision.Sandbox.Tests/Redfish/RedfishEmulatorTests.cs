using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Redfish;
using EdgeProvision.Sandbox.Tests.Packet;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Sandbox.Tests.Redfish;

public sealed class RedfishEmulatorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly PaperMachineRoom _room = new();
    private readonly RedfishEmulator _service;

    public RedfishEmulatorTests() => _service = new RedfishEmulator(_room, _clock, new RedfishOptions("admin", "rack-password"));

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Root_WithoutLogin_LeadsToTheSystems()
    {
        var (status, root) = await CallAsync("GET", "/redfish/v1/", login: null);

        Assert.Equal(200, status);
        Assert.Equal("/redfish/v1/Systems", (string?)root["Systems"]!["@odata.id"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Basic YWRtaW46d3Jvbmc=")]
    public async Task Systems_WithoutTheRightLogin_AreRefused(string? login)
    {
        foreach (var path in new[] { "/redfish/v1/Systems", "/machines" })
        {
            var (status, body) = await CallAsync("GET", path, login: login);
            Assert.Equal(401, status);
            Assert.Contains("NoValidSession", body.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Session_OpenedAndClosed_LetsInMeanwhile()
    {
        Assert.Equal(401, (await CallAsync("POST", "/redfish/v1/SessionService/Sessions", """{"UserName":"admin","Password":"wrong"}""", login: null)).Status);
        var reply = await AnswerAsync("POST", "/redfish/v1/SessionService/Sessions", """{"UserName":"admin","Password":"rack-password"}""", []);
        var token = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = reply.Headers["X-Auth-Token"] };

        Assert.Equal(200, (await AnswerAsync("GET", "/redfish/v1/Systems", "", token)).Status);
        Assert.Equal(204, (await AnswerAsync("DELETE", reply.Headers["Location"], "", token)).Status);
        Assert.Equal(401, (await AnswerAsync("GET", "/redfish/v1/Systems", "", token)).Status);
    }

    [Fact]
    public async Task Machine_NamedTwice_IsOneMachineWithTheKeysThatItGotFirst()
    {
        var first = await SetUpAsync("192.0.2.1", "ssh-ed25519 AAAA one");
        var second = await SetUpAsync("192.0.2.1", "ssh-ed25519 AAAA two");

        Assert.Equal((string?)first["system"], (string?)second["system"]);
        Assert.Equal(["ssh-ed25519 AAAA one"], Assert.Single(_room.Orders).AuthorizedKeys);
        var (_, systems) = await CallAsync("GET", "/redfish/v1/Systems");
        Assert.Equal(1, (int)systems["Members@odata.count"]!);
        Assert.NotNull(_service.FindCapacity((string)first["address"]!));
        Assert.Null(_service.FindCapacity("192.0.2.1"));
    }

    [Theory]
    [InlineData("GracefulShutdown", "off", "Off")]
    [InlineData("ForceOff", "off", "Off")]
    [InlineData("GracefulRestart", "reboot", "On")]
    [InlineData("ForceRestart", "reboot", "On")]
    public async Task Reset_OfAMachineThatIsOn_DoesItAndShowsTheWayThere(string type, string action, string end)
    {
        var id = (string)(await SetUpAsync("192.0.2.1"))["system"]!;
        var going = new TaskCompletionSource();
        _room.Acting = _ => going.Task;

        Assert.Equal(204, (await ResetAsync(id, type)).Status);

        Assert.Equal(end == "Off" ? "PoweringOff" : "On", await PowerAsync(id));
        Assert.Equal(503, (await ResetAsync(id, type)).Status);
        going.SetResult();
        await UntilAsync(async () => await PowerAsync(id) == end && !_room.Actions.IsEmpty);
        Assert.Equal($"{action} {id}", _room.Actions.First());
    }

    [Fact]
    public async Task Reset_OfAMachineThatIsOff_SwitchesItOnAndKnowsNoOrderlyEnd()
    {
        var id = (string)(await SetUpAsync("192.0.2.1"))["system"]!;
        await _room.PowerOffAsync(id, TestContext.Current.CancellationToken);

        Assert.Equal(409, (await ResetAsync(id, "GracefulShutdown")).Status);
        Assert.Equal(204, (await ResetAsync(id, "On")).Status);
        await UntilAsync(async () => await PowerAsync(id) == "On");
    }

    [Fact]
    public async Task Reset_ThatIsNotOffered_IsRefusedAsTheProtocolSays()
    {
        var id = (string)(await SetUpAsync("192.0.2.1"))["system"]!;
        _service.Conditions.Resets = ["On", "ForceOff"];

        var (_, system) = await CallAsync("GET", $"/redfish/v1/Systems/{id}");
        Assert.Equal(["On", "ForceOff"], system["Actions"]!["#ComputerSystem.Reset"]!["ResetType@Redfish.AllowableValues"]!.AsArray().Select(v => (string)v!));
        var (status, body) = await ResetAsync(id, "GracefulShutdown");
        Assert.Equal(400, status);
        Assert.Contains("Base.1.18.ActionParameterNotSupported", body.ToJsonString(), StringComparison.Ordinal);

        _service.Conditions.TellsResets = false;
        Assert.False((await CallAsync("GET", $"/redfish/v1/Systems/{id}")).Body["Actions"]!["#ComputerSystem.Reset"]!.AsObject().ContainsKey("ResetType@Redfish.AllowableValues"));
        Assert.Equal(404, (await CallAsync("GET", "/redfish/v1/Systems/other")).Status);
        Assert.Equal(400, (await CallAsync("POST", $"/redfish/v1/Systems/{id}/Actions/ComputerSystem.Reset", "{")).Status);
    }

    [Fact]
    public async Task Reset_OfADeafMachine_IsAcceptedAndDoesNothing()
    {
        var id = (string)(await SetUpAsync("192.0.2.1"))["system"]!;
        _service.Conditions.IgnoreNext(1);
        _service.Conditions.IgnoresShutdown = true;

        Assert.Equal(204, (await ResetAsync(id, "ForceOff")).Status);
        Assert.Equal(204, (await ResetAsync(id, "GracefulShutdown")).Status);
        Assert.Equal("On", await PowerAsync(id));
        Assert.Empty(_room.Actions);
        _service.Conditions.Reset();
        await ResetAsync(id, "GracefulShutdown");
        await UntilAsync(async () => await PowerAsync(id) == "Off");
    }

    private async Task<JsonObject> SetUpAsync(string name, string key = "ssh-ed25519 AAAA user")
    {
        var (status, body) = await CallAsync("POST", "/machines", new JsonObject { ["name"] = name, ["hostname"] = "rack-a", ["authorizedKeys"] = new JsonArray(key) }.ToJsonString());
        Assert.Equal(200, status);
        return body;
    }

    private Task<(int Status, JsonObject Body)> ResetAsync(string id, string type) =>
        CallAsync("POST", $"/redfish/v1/Systems/{id}/Actions/ComputerSystem.Reset", $$"""{"ResetType":"{{type}}"}""");

    private async Task<string?> PowerAsync(string id) => (string?)(await CallAsync("GET", $"/redfish/v1/Systems/{id}")).Body["PowerState"];

    private async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var i = 0; i < 500 && !await condition(); i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Assert.True(await condition());
    }

    private async Task<(int Status, JsonObject Body)> CallAsync(string method, string path, string body = "", string? login = "Basic YWRtaW46cmFjay1wYXNzd29yZA==")
    {
        var reply = await AnswerAsync(method, path, body, login is null ? [] : new(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = login });
        return (reply.Status, reply.Body.Length == 0 ? [] : JsonNode.Parse(reply.Body)!.AsObject());
    }

    private Task<HttpReply> AnswerAsync(string method, string path, string body, Dictionary<string, string> headers) =>
        _service.AnswerAsync(new HttpCall(method, path, "", headers, Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
}

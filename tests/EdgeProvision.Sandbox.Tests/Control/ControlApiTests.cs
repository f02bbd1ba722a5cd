using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Tests.Packet;

namespace EdgeProvision.Sandbox.Tests.Control;

public sealed class ControlApiTests : IAsyncDisposable
{
    private const string Devices = $"/projects/{PacketBench.Project}/devices";
    private readonly PacketBench _bench = new();
    private readonly FaultBoard _board;
    private readonly HttpServer _server;
    private readonly HttpClient _client;

    public ControlApiTests()
    {
        // Real time: what is tested here is the door, with a client that waits on it from outside.
        _board = new FaultBoard(TimeProvider.System);
        _bench.App = new FaultLayer("packet", _bench.Emulator, _board);
        _server = new HttpServer(new ControlApi(new ControlledWorld(_board, _bench.Emulator, _bench.Room), "secret"), new IPEndPoint(IPAddress.Loopback, 0), new HttpServerOptions());
        _server.Start();
        _client = new HttpClient { BaseAddress = new Uri($"http://{_server.EndPoint}") };
        _client.DefaultRequestHeaders.Add("Authorization", "Bearer secret");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _board.DisposeAsync();
        await _bench.DisposeAsync();
    }

    [Fact]
    public async Task Call_WithoutToken_Is401()
    {
        using var stranger = new HttpClient();
        using var answer = await stranger.GetAsync(new Uri(_client.BaseAddress!, "/state"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        stranger.DefaultRequestHeaders.Add("Authorization", "Bearer secreT");
        using var again = await stranger.GetAsync(new Uri(_client.BaseAddress!, "/state"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task Holds_ArmWaitRelease_FollowTheCall()
    {
        var id = (string)(await PostAsync("/holds", """{"match":{"service":"packet","method":"POST","path":"/projects/*/devices"},"when":"after"}""", 201))!["id"]!;
        Assert.Equal("armed", (string)(await GetAsync($"/holds/{id}?wait=0.05"))!["state"]!);
        var waiting = GetAsync($"/holds/{id}?wait=10&state=holding");
        var call = _bench.CallAsync("POST", Devices, PacketBench.Order());
        Assert.Equal("holding", (string)(await waiting)!["state"]!);
        Assert.False(call.IsCompleted);
        Assert.Equal("released", (string)(await PostAsync($"/holds/{id}/release", "{}"))!["state"]!);
        Assert.Equal(201, (await call).Status);
    }

    [Fact]
    public async Task Faults_PostAndDelete_ComeAndGo()
    {
        await PostAsync("/faults", """{"match":{"service":"packet"},"kind":"status","status":500,"times":0}""", 201);
        Assert.Equal(500, (await _bench.CallAsync("GET", "/projects")).Status);
        var listed = (await GetAsync("/faults"))!;
        Assert.Equal(1, (int)listed[0]!["struck"]!);
        using var answer = await _client.DeleteAsync("/faults", TestContext.Current.CancellationToken);
        Assert.Equal(200, (await _bench.CallAsync("GET", "/projects")).Status);
    }

    [Theory]
    [InlineData("/faults", """{"kind":"lostAnswer","nht":2}""")]
    [InlineData("/faults", """{"kind":"explode"}""")]
    [InlineData("/faults", """{"kind":"drop","match":null}""")]
    [InlineData("/faults", """{"kind":99}""")]
    [InlineData("/latency", """{"fixedMs":5}""")]
    [InlineData("/holds", "nonsense")]
    public async Task Post_WrongBody_Is400(string path, string body) => await PostAsync(path, body, 400);

    [Fact]
    public async Task Release_OutcomeThatThereIsNot_Is400()
    {
        var id = (string)(await PostAsync("/holds", "{}", 201))!["id"]!;
        await PostAsync($"/holds/{id}/release?outcome=7", "{}", 400);
        await PostAsync($"/holds/{id}/release?outcome=vanish", "{}", 400);
    }

    [Fact]
    public async Task Provider_Conditions_ReachTheEmulator()
    {
        await PostAsync("/provider/packet", """{"failNext":1,"listLagMs":60000}""");
        var id = await _bench.OrderAsync();
        Assert.Empty((JsonArray)(await _bench.JsonAsync("GET", Devices))["devices"]!);
        await _bench.UntilStateAsync(id, "failed");
    }

    [Fact]
    public async Task Provider_Capacity_IsWhatIsToldAndSold()
    {
        await PostAsync("/provider/packet", """{"capacity":{"count":1,"plan":"baremetal_0","facility":"ams1"}}""");
        Assert.Equal("limited", await LevelAsync());
        await _bench.OrderAsync();
        Assert.Equal("unavailable", await LevelAsync());
        await _bench.JsonAsync("POST", Devices, PacketBench.Order(), 422);
        await _bench.JsonAsync("POST", Devices, Elsewhere(), 201);

        async Task<string> LevelAsync() => (string)(await _bench.JsonAsync("GET", "/capacity"))["capacity"]!["ams1"]!["baremetal_0"]!["level"]!;

        static JsonObject Elsewhere()
        {
            var order = PacketBench.Order();
            order["facility"] = "ewr1";
            return order;
        }
    }

    [Fact]
    public async Task Devices_Fail_BreaksAnActiveOne()
    {
        var id = await _bench.OrderActiveAsync();
        await PostAsync($"/provider/packet/devices/{id}/fail", "{}");
        Assert.Equal("failed", await _bench.StateAsync(id));
        await PostAsync("/provider/packet/devices/none/fail", "{}", 404);
    }

    [Fact]
    public async Task Machines_Mute_LeavesTheDeviceActive()
    {
        var id = await _bench.OrderActiveAsync();
        await PostAsync($"/machines/{id}/mute", "{}");
        Assert.False(_bench.Room.IsOn(id));
        Assert.Equal("active", await _bench.StateAsync(id));
        await PostAsync($"/machines/{id}/reinstall", "{}");
        Assert.Equal([$"off {id}", $"reinstall {id}"], _bench.Room.Actions);
        await PostAsync($"/machines/{id}/explode", "{}", 404);
        await PostAsync("/machines/none/mute", "{}", 404);
    }

    [Fact]
    public async Task State_AndCalls_ShowTheWorldWithoutSecrets()
    {
        var id = await _bench.OrderActiveAsync("node1", "edge-key=k");
        var state = (await GetAsync("/state"))!;
        Assert.Equal(id, (string)state["providers"]!["packet"]!["devices"]![0]!["id"]!);
        Assert.Equal(id, (string)state["providers"]!["packet"]!["ledger"]![0]!["id"]!);
        Assert.True((bool)state["machines"]![0]!["on"]!);
        var calls = (await GetAsync("/calls?service=packet"))!;
        Assert.Equal(1, (int)calls["counters"]!["packet POST /projects/*/devices"]!);
        Assert.Equal(201, (int)calls["calls"]![0]!["status"]!);
        Assert.DoesNotContain("token-1", state.ToJsonString() + calls.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<JsonNode?> GetAsync(string target)
    {
        using var answer = await _client.GetAsync(target, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, 200);
    }

    private async Task<JsonNode?> PostAsync(string target, string body, int status = 200)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.PostAsync(target, content, TestContext.Current.CancellationToken);
        return await ReadAsync(answer, status);
    }

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == status, $"{answer.StatusCode} {text}");
        return JsonNode.Parse(text);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Packet;
using Microsoft.Extensions.Time.Testing;

namespace EdgeProvision.Sandbox.Tests.Packet;

/// <summary>An emulator on paper machines and a clock that the test moves, with one project beside the caller's.</summary>
internal sealed class PacketBench : IAsyncDisposable
{
    public const string Project = "11111111-0000-0000-0000-000000000001";
    public const string ForeignProject = "11111111-0000-0000-0000-000000000002";

    public PacketBench(Func<PacketOptions, PacketOptions>? change = null)
    {
        var options = new PacketOptions
        {
            Tenants = [new PacketTenant("token-1", Project, "sandbox"), new PacketTenant("token-2", ForeignProject, "other")],
        };
        Emulator = new PacketEmulator(Room, Clock, change is null ? options : change(options), Router);
        App = Emulator;
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public PaperMachineRoom Room { get; } = new();

    public PaperRouter Router { get; } = new();

    public PacketEmulator Emulator { get; }

    /// <summary>What calls go to: the emulator, or what a test has put before it.</summary>
    public IHttpApp App { get; set; }

    public static JsonObject Order(string hostname = "node1", params string[] tags) => new()
    {
        ["plan"] = "baremetal_0",
        ["facility"] = "ams1",
        ["operating_system"] = "centos_7",
        ["hostname"] = hostname,
        ["tags"] = new JsonArray([.. tags.Select(tag => JsonValue.Create(tag))]),
    };

    public async Task<HttpReply> CallAsync(string method, string target, JsonNode? body = null, string token = "token-1")
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (target, "") : (target[..question], target[(question + 1)..]);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = token };
        var bytes = body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString());
        return await App.AnswerAsync(new HttpCall(method, path, query, headers, bytes), TestContext.Current.CancellationToken);
    }

    public async Task<JsonObject> JsonAsync(string method, string target, JsonNode? body = null, int status = 200)
    {
        var reply = await CallAsync(method, target, body);
        Assert.True(reply.Status == status, $"{method} {target}: {reply.Status} {Encoding.UTF8.GetString(reply.Body)}");
        return JsonNode.Parse(reply.Body)!.AsObject();
    }

    public async Task<string> OrderAsync(string hostname = "node1", params string[] tags) =>
        (string)(await JsonAsync("POST", $"/projects/{Project}/devices", Order(hostname, tags), 201))["id"]!;

    public async Task<string> OrderActiveAsync(string hostname = "node1", params string[] tags)
    {
        var id = await OrderAsync(hostname, tags);
        await UntilStateAsync(id, "active");
        return id;
    }

    public async Task<string> StateAsync(string id) => (string)(await JsonAsync("GET", $"/devices/{id}"))["state"]!;

    public Task UntilStateAsync(string id, string state) => UntilAsync(async () => await StateAsync(id) == state);

    public Task UntilGoneAsync(string id) => UntilAsync(async () => (await CallAsync("GET", $"/devices/{id}")).Status == 404);

    /// <summary>Moves the clock in small steps until the condition holds; fails after two simulated minutes.</summary>
    public async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var step = 0; step < 1200; step++)
        {
            if (await condition())
                return;
            Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The condition did not come true.");
    }

    public ValueTask DisposeAsync() => Emulator.DisposeAsync();
}

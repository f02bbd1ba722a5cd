using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EdgeProvision.Sandbox.Control;
using EdgeProvision.Sandbox.Sessions;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>The sandbox's control API, from another process.</summary>
public sealed class Control : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly HttpClient _client;

    public Control(SandboxSession session)
    {
        _client = new HttpClient { BaseAddress = new Uri(session.ControlEndpoint), Timeout = TimeSpan.FromMinutes(3) };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", session.ControlToken);
    }

    /// <summary>Arms a stop for a coming call.</summary>
    public async Task<HeldCall> HoldAsync(HoldOrder order, CancellationToken cancellationToken) =>
        new(this, (string)(await SendAsync(HttpMethod.Post, "/holds", order, cancellationToken))["id"]!);

    /// <summary>Lets something go wrong.</summary>
    public Task FailAsync(FaultOrder order, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, "/faults", order, cancellationToken);

    public Task SetAsync(ConditionsOrder order, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, "/provider/packet", order, cancellationToken);

    /// <summary>An accident of a machine: <c>mute</c>, <c>power-on</c>, <c>reboot</c>, <c>reinstall</c>.</summary>
    public Task ActAsync(string deviceId, string action, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, $"/machines/{deviceId}/{action}", new { }, cancellationToken);

    /// <summary>Nothing goes wrong and nothing is held any more.</summary>
    public async Task CalmAsync(CancellationToken cancellationToken)
    {
        await SendAsync(HttpMethod.Delete, "/holds", null, cancellationToken);
        await SendAsync(HttpMethod.Delete, "/faults", null, cancellationToken);
    }

    /// <summary>The calls after the one with that number.</summary>
    public async Task<IReadOnlyList<LoggedCall>> CallsAsync(long since, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, $"/calls?since={since}", null, cancellationToken))["calls"].Deserialize<List<LoggedCall>>(Json)!;

    /// <summary>The world as it is now.</summary>
    public async Task<World> LookAsync(CancellationToken cancellationToken) => World.Read(await SendAsync(HttpMethod.Get, "/state", null, cancellationToken), Json);

    internal async Task<JsonObject> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Json)) };
        using var response = await _client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {text}");
        return JsonNode.Parse(text) as JsonObject ?? [];
    }

    public void Dispose() => _client.Dispose();
}

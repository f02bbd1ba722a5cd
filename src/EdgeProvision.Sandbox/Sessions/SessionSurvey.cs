using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Model;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>Looks at the sandboxes that a user has, running or not. Disturbs none.</summary>
/// <param name="stateDirectory">Where their state is; null for the user's own place.</param>
/// <param name="timeProvider">The clock of its patience.</param>
public sealed class SessionSurvey(string? stateDirectory, TimeProvider timeProvider)
{
    // They are on this computer: one that has not answered by then is busy with something else.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>All of them, in the order of their ids.</summary>
    public async Task<IReadOnlyList<EdgeSandbox>> ReadAsync(CancellationToken cancellationToken)
    {
        var looks = SessionPaths.ListIds(stateDirectory).Where(SessionPaths.IsId).Select(id => LookAsync(new SessionPaths(id, stateDirectory), cancellationToken)).ToList();
        return await Task.WhenAll(looks);
    }

    private async Task<EdgeSandbox> LookAsync(SessionPaths paths, CancellationToken cancellationToken)
    {
        var store = new SessionStore(paths);
        var isAlive = store.IsAlive();
        var file = store.ReadFile();
        var isRunning = isAlive && file is not null;
        return new EdgeSandbox
        {
            Id = paths.Id,
            State = isRunning ? EdgeSandboxState.Running : isAlive ? EdgeSandboxState.Changing : EdgeSandboxState.Died,
            Endpoint = Text(file, "frontEndEndpoint"),
            AuthFile = Text(file, "frontEndAuthFile"),
            Release = Text(file, "release"),
            PacketEndpoint = Text(file, "packetEndpoint"),
            Ec2Endpoint = Text(file, "ec2Endpoint"),
            ControlEndpoint = Text(file, "controlEndpoint"),
            ProcessId = isAlive ? store.FindOwner() : store.RecordedOwner() ?? (file?["pid"] is JsonValue pid && pid.TryGetValue<int>(out var number) ? number : null),
            StartedAt = file?["startedAt"] is JsonValue at && at.TryGetValue<DateTimeOffset>(out var time) ? time : null,
            Hosts = isRunning ? await HostsAsync(file!, cancellationToken) : null,
            Directory = paths.Directory,
        };
    }

    private async Task<IReadOnlyList<string>?> HostsAsync(JsonObject file, CancellationToken cancellationToken)
    {
        if (Text(file, "controlEndpoint") is not { } endpoint || Text(file, "controlToken") is not { } token)
            return null;
        using var limit = new CancellationTokenSource(Patience, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = new HttpClient();
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
            var state = JsonNode.Parse(await client.GetStringAsync(new Uri(endpoint + "/state"), both.Token));
            return [.. (state?["machines"] as JsonArray ?? []).Select(machine => Text(machine as JsonObject, "hostname")).OfType<string>()];
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or UriFormatException || error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string? Text(JsonObject? json, string name) => json?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

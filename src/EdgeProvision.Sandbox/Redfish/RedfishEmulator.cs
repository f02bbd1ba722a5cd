using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Hosts;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>
/// Machines that stand, behind one Redfish service: its root, its systems with their power, the reset action, sessions. What is no Redfish is <c>/machines</c>,
/// by which a client that knows it is in a sandbox has the address of a descriptor played by a machine.
/// </summary>
public sealed class RedfishEmulator : IHttpApp, IAsyncDisposable
{
    private readonly RedfishRack _rack;
    private readonly RedfishDoor _door;

    /// <summary>Makes a service without machines.</summary>
    /// <param name="room">Where its machines stand.</param>
    /// <param name="timeProvider">The clock of what takes time.</param>
    /// <param name="options">How it behaves.</param>
    public RedfishEmulator(IMachineRoom room, TimeProvider timeProvider, RedfishOptions options)
    {
        Options = options;
        _rack = new RedfishRack(room, timeProvider, options, Conditions);
        _door = new RedfishDoor(options);
    }

    /// <summary>How it behaves.</summary>
    public RedfishOptions Options { get; }

    /// <summary>What its machines do not do, and what is not told.</summary>
    public RedfishConditions Conditions { get; } = new();

    /// <inheritdoc/>
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await RouteAsync(call, call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries), cancellationToken);
        }
        catch (RedfishRefusedException refusal)
        {
            return RedfishReply.Error(refusal.Status, refusal.Code, refusal.Message);
        }
    }

    /// <summary>What the hardware with this address has, or null when no machine that stands has it.</summary>
    public MachineCapacity? FindCapacity(string address) => _rack.FindCapacity(address);

    /// <summary>Machines for a test's eyes, with what was asked of their power.</summary>
    public JsonObject Describe() => new()
    {
        ["machines"] = new JsonArray([.. _rack.All.Select(s =>
        {
            var shown = RedfishDocuments.Machine(s, _rack.StateOf(s));
            shown["resets"] = new JsonArray([.. s.Resets.Select(r => (JsonNode)r)]);
            return shown;
        })]),
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _rack.DisposeAsync();

    internal static JsonObject BodyOf(HttpCall call)
    {
        try
        {
            return JsonNode.Parse(call.Body) as JsonObject ?? throw Malformed();
        }
        catch (JsonException)
        {
            throw Malformed();
        }
    }

    private static RedfishRefusedException Malformed() => new(400, "MalformedJSON", "The request body submitted was malformed JSON and could not be parsed by the receiving service.");

    private async Task<HttpReply> RouteAsync(HttpCall call, string[] path, CancellationToken cancellationToken)
    {
        // The standard leaves these open, so that clients find the rest.
        switch (call.Method, path)
        {
            case ("GET", ["redfish"]):
                return RedfishReply.Json(200, RedfishDocuments.Versions());
            case ("GET", ["redfish", "v1"]):
                return RedfishReply.Json(200, RedfishDocuments.ServiceRoot());
            case ("POST", ["redfish", "v1", "SessionService", "Sessions"]):
                return _door.Open(call);
        }

        if (!_door.IsOpenTo(call))
            throw new RedfishRefusedException(401, "NoValidSession", "There is no valid session established with the implementation.");
        switch (call.Method, path)
        {
            case ("DELETE", ["redfish", "v1", "SessionService", "Sessions", var session]):
                return _door.Close(session);
            case ("GET", ["redfish", "v1", "Systems"]):
                return RedfishReply.Json(200, RedfishDocuments.Collection(_rack.All));
            case ("GET", ["redfish", "v1", "Systems", var id]):
                var shown = SystemOf(id, call);
                return RedfishReply.Json(200, RedfishDocuments.System(shown, _rack.StateOf(shown), Conditions));
            case ("POST", ["redfish", "v1", "Systems", var id, "Actions", "ComputerSystem.Reset"]):
                _rack.Reset(SystemOf(id, call), TextOf(BodyOf(call), "ResetType"));
                return RedfishReply.Empty(204);
            case ("GET", ["machines"]):
                return RedfishReply.Json(200, new JsonObject { ["machines"] = new JsonArray([.. _rack.All.Select(s => RedfishDocuments.Machine(s, _rack.StateOf(s)))]) });
            case ("POST", ["machines"]):
                return await SetUpAsync(BodyOf(call), cancellationToken);
            default:
                throw RedfishRefusedException.NotFound(call.Path);
        }
    }

    private async Task<HttpReply> SetUpAsync(JsonObject order, CancellationToken cancellationToken)
    {
        var keys = (order["authorizedKeys"] as JsonArray ?? []).Select(k => (string?)k).OfType<string>().ToList();
        var system = await _rack.SetUpAsync(TextOf(order, "name"), TextOf(order, "hostname"), keys, cancellationToken);
        return RedfishReply.Json(200, RedfishDocuments.Machine(system, _rack.StateOf(system)));
    }

    private RedfishSystem SystemOf(string id, HttpCall call) => _rack.Find(id) ?? throw RedfishRefusedException.NotFound(call.Path);

    private static string TextOf(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
            ? text
            : throw new RedfishRefusedException(400, "PropertyMissing", $"The property {name} is a required property and must be included in the request.");
}

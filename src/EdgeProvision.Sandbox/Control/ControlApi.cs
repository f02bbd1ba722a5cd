using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Control;

/// <summary>
/// The door by which a test, in another process, steers the world: faults, holds, latency, and accidents of providers and
/// machines. JSON, with <c>Authorization: Bearer</c>.
/// </summary>
public sealed class ControlApi(ControlledWorld world, string token) : IHttpApp
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(120);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        // A rule without a match would fail every call of every client, not the one that made it.
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private readonly AccidentCalls _accidents = new(world);

    /// <inheritdoc/>
    public async Task<HttpReply> AnswerAsync(HttpCall call, CancellationToken cancellationToken)
    {
        if (!IsOurs(call.Headers.GetValueOrDefault("Authorization", "")))
            return Error(401, "The control token is missing or wrong.");
        try
        {
            var path = call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
            return Route(call, path) ?? await RouteAsync(call, path, cancellationToken) ?? Error(404, $"There is no {call.Method} {call.Path}.");
        }
        catch (JsonException e)
        {
            return Error(400, e.Message);
        }
    }

    internal static HttpReply Error(int status, string message) => Reply(status, new JsonObject { ["error"] = message });

    internal static HttpReply Reply(int status, object? body) =>
        new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(body, Json));

    internal static T Read<T>(HttpCall call)
        where T : class =>
        JsonSerializer.Deserialize<T>(call.Body, Json) ?? throw new JsonException("The body is empty.");

    internal static string? QueryOf(HttpCall call, string name) =>
        call.Query.Split('&').FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? Uri.UnescapeDataString(found[(name.Length + 1)..])
            : null;

    // In the time that any wrong one takes: everybody on this computer may knock.
    private bool IsOurs(string authorization) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), Encoding.UTF8.GetBytes($"Bearer {token}"));

    private HttpReply? Route(HttpCall call, string[] path)
    {
        var board = world.Board;
        switch (call.Method, path)
        {
            case ("GET", ["faults"]):
                return Reply(200, board.Faults.Select(fault => new { fault.Id, fault.Struck, fault.Order }));
            case ("POST", ["faults"]):
                return Reply(201, new { Id = board.Add(Read<FaultOrder>(call)) });
            case ("DELETE", ["faults"]):
                board.ClearFaults();
                world.Packet.Conditions.Reset();
                world.Ec2?.Conditions.Reset();
                world.Redfish?.Conditions.Reset();
                return Reply(200, new { });
            case ("DELETE", ["faults", var id]):
                return board.Remove(id) ? Reply(200, new { }) : null;
            case ("POST", ["latency"]):
                board.Set(Read<Latency>(call));
                return Reply(200, new { });
            case ("GET", ["calls"]):
                return Calls(call);
            case ("DELETE", ["calls"]):
                board.Log.Clear();
                return Reply(200, new { });
            case ("POST", ["holds"]):
                return Reply(201, new { Id = board.Arm(Read<HoldOrder>(call)) });
            case ("GET", ["holds"]):
                return Reply(200, board.Holds.Select(Describe));
            case ("DELETE", ["holds"]):
                board.ReleaseAll();
                return Reply(200, new { });
            case ("POST", ["holds", var id, "release"]):
                return Release(id, QueryOf(call, "outcome") ?? "proceed");
            case ("GET", ["state"]):
                return Reply(200, State());
            default:
                return null;
        }
    }

    private async Task<HttpReply?> RouteAsync(HttpCall call, string[] path, CancellationToken cancellationToken)
    {
        if ((call.Method, path) is not ("GET", ["holds", var id]))
            return await _accidents.AnswerAsync(call, path, cancellationToken);
        if (world.Board.FindHold(id) is not { } hold)
            return null;
        if (double.TryParse(QueryOf(call, "wait"), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds > 0)
        {
            var wanted = Enum.TryParse<HoldState>(QueryOf(call, "state"), ignoreCase: true, out var state) ? state : HoldState.Holding;
            var longest = TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds));
            await hold.WaitForAsync(wanted, longest, world.Board.TimeProvider, cancellationToken);
        }

        return Reply(200, Describe(hold));
    }

    private HttpReply? Release(string id, string outcome)
    {
        if (!Enum.TryParse<HoldOutcome>(outcome, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            return Error(400, $"{outcome} is no outcome: proceed, drop, reset.");
        return world.Board.Release(id, parsed) ? Reply(200, Describe(world.Board.FindHold(id)!)) : null;
    }

    private HttpReply Calls(HttpCall call)
    {
        _ = long.TryParse(QueryOf(call, "since"), out var since);
        var calls = world.Board.Log.Since(since, QueryOf(call, "service"));
        return Reply(200, new { Counters = world.Board.Counters(), Calls = calls });
    }

    private JsonObject State() => new()
    {
        ["providers"] = Providers(),
        ["frontEnd"] = world.DescribeFrontEnd?.Invoke(),
        ["machines"] = new JsonArray([.. world.Room.List().Select(machine => new JsonObject
        {
            ["id"] = machine.Id,
            ["hostname"] = machine.Hostname,
            ["publicAddress"] = machine.PublicAddress,
            ["privateAddress"] = machine.PrivateAddress,
            ["on"] = world.Room.IsOn(machine.Id),
        })]),
    };

    private JsonObject Providers()
    {
        var providers = new JsonObject { ["packet"] = world.Packet.Describe() };
        if (world.Ec2 is { } ec2)
            providers["ec2"] = ec2.Describe();
        if (world.Redfish is { } redfish)
            providers["redfish"] = redfish.Describe();
        return providers;
    }

    private static object Describe(Hold hold) => new { hold.Id, hold.State, hold.CallNumber };
}

using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.ModelledWorld.Tests.World;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.ModelledWorld.Tests.Laws;

/// <summary>Bad days of a provider, as they are ordered at the sandbox's control API: what a fifth of its calls comes to, whatever they are for.</summary>
internal static class ProviderFaults
{
    private static readonly Dictionary<string, string> s_calls = new(StringComparer.Ordinal)
    {
        ["failed"] = """{ "kind": "status", "status": 500 }""",
        ["failed after the action"] = """{ "kind": "status", "status": 502, "when": "after", "body": "<html>bad gateway</html>", "contentType": "text/html" }""",
        ["dropped"] = """{ "kind": "drop" }""",
        ["reset after the action"] = """{ "kind": "reset", "when": "after" }""",
        ["answer truncated"] = """{ "kind": "truncate" }""",
        ["answer lost"] = """{ "kind": "lostAnswer" }""",
        ["answer after the caller's patience"] = """{ "kind": "lateAnswer", "delayMs": 90000 }""",
        ["action after the answer"] = """{ "kind": "lateAction", "delayMs": 2000 }""",
        ["too many requests"] = """{ "kind": "status", "status": 429, "retryAfter": 7, "code": "RequestLimitExceeded" }""",
    };

    /// <summary>All that can befall a service; lists that are behind, where there are lists.</summary>
    public static IEnumerable<string> Of(string driver) => [.. s_calls.Keys, "slow", .. driver == "onprem" ? Array.Empty<string>() : ["reads behind"]];

    /// <summary>The day begins; it does not end.</summary>
    /// <param name="fault">Its name.</param>
    /// <param name="world">Where.</param>
    /// <param name="service">The service that has it.</param>
    public static Task BeginAsync(string fault, TheWorld world, string service)
    {
        if (fault == "slow")
            return CallAsync(world, "POST", "/latency", new JsonObject { ["service"] = service, ["fixedMs"] = 500, ["jitterMs"] = 20_000 });
        if (fault == "reads behind")
            return CallAsync(world, "POST", $"/provider/{service}", new JsonObject { [service == "packet" ? "listLagMs" : "lagMs"] = 2000 });
        var order = JsonNode.Parse(s_calls[fault])!.AsObject();
        order["match"] = new JsonObject { ["service"] = service };
        order["times"] = 0;
        order["probability"] = 0.2;
        return CallAsync(world, "POST", "/faults", order);
    }

    /// <summary>How many calls it has struck; null for what befalls all of them.</summary>
    public static async Task<int?> StruckAsync(TheWorld world) =>
        (await CallAsync(world, "GET", "/faults", null)).AsArray() is [var only] ? (int)only!["struck"]! : null;

    private static async Task<JsonNode> CallAsync(TheWorld world, string method, string path, JsonObject? body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = $"Bearer {TheWorld.ControlToken}" };
        var reply = await world.RunAsync(() => world.Sandbox.Control.AnswerAsync(new HttpCall(method, path, "", headers, Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "")), CancellationToken.None));
        Assert.InRange(reply.Status, 200, 201);
        return JsonNode.Parse(reply.Body)!;
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>Who may come in: with every call, or by a session that was opened with user and password.</summary>
internal sealed class RedfishDoor(RedfishOptions options)
{
    private readonly Dictionary<string, string> _sessions = new(StringComparer.Ordinal);

    public bool IsOpenTo(HttpCall call)
    {
        if (call.Headers.GetValueOrDefault("X-Auth-Token") is { } token)
        {
            lock (_sessions)
                return _sessions.ContainsValue(token);
        }

        return Same(call.Headers.GetValueOrDefault("Authorization", ""), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}")));
    }

    /// <summary>Opens a session; its token goes in a header of the answer.</summary>
    public HttpReply Open(HttpCall call)
    {
        var body = RedfishEmulator.BodyOf(call);
        if (!Same((string?)body["UserName"] ?? "", options.User) || !Same((string?)body["Password"] ?? "", options.Password))
            throw new RedfishRefusedException(401, "ResourceAtUriUnauthorized", "Invalid user name or password.");
        var id = Guid.NewGuid().ToString("N")[..8];
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (_sessions)
            _sessions[id] = token;
        var path = $"{RedfishDocuments.Sessions}/{id}";
        var reply = RedfishReply.Json(201, new JsonObject { ["@odata.id"] = path, ["Id"] = id, ["Name"] = "User Session", ["UserName"] = options.User });
        return reply with { Headers = new Dictionary<string, string>(reply.Headers) { ["X-Auth-Token"] = token, ["Location"] = path } };
    }

    /// <summary>Ends a session.</summary>
    public HttpReply Close(string id)
    {
        lock (_sessions)
            return _sessions.Remove(id) ? RedfishReply.Empty(204) : throw RedfishRefusedException.NotFound($"{RedfishDocuments.Sessions}/{id}");
    }

    // In the time that any wrong one takes: everybody on this computer may knock.
    private static bool Same(string given, string right) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(right));
}

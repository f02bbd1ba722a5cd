using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>A call whose token has been accepted.</summary>
/// <param name="Http">The call as it came in.</param>
/// <param name="Tenant">Whose token it carries.</param>
/// <param name="BasePath">Empty, or <c>/metal/v1</c> when the caller uses that prefix: links in answers repeat it.</param>
/// <param name="Segments">The path below the base, split at slashes.</param>
/// <param name="Query">The query's parameters; of a repeated one the last.</param>
internal sealed record PacketCall(HttpCall Http, PacketTenant Tenant, string BasePath, string[] Segments, IReadOnlyDictionary<string, string> Query)
{
    private const string MetalBase = "/metal/v1";

    public static PacketCall From(HttpCall call, PacketTenant tenant)
    {
        var basePath = call.Path.StartsWith(MetalBase + "/", StringComparison.Ordinal) ? MetalBase : "";
        var segments = call.Path[basePath.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return new PacketCall(call, tenant, basePath, segments, ParseQuery(call.Query));
    }

    public string Link(string path) => BasePath + path;

    /// <summary>Whether the caller wants the object itself where the answer would only refer to it.</summary>
    public bool Includes(string name) => Query.TryGetValue("include", out var wanted) && wanted.Split(',', StringSplitOptions.TrimEntries).Contains(name);

    private static Dictionary<string, string> ParseQuery(string query)
    {
        var parameters = new Dictionary<string, string>();
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            parameters[name] = equals < 0 ? "" : Decode(pair[(equals + 1)..]);
        }

        return parameters;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}

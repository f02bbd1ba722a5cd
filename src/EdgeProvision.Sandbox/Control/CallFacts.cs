using System.Text;
using System.Text.RegularExpressions;
using EdgeProvision.Sandbox.Ec2.Wire;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Control;

/// <summary>What a rule can look at in a call.</summary>
/// <param name="Service">The emulated service: <c>packet</c>, <c>ec2</c>, <c>redfish</c>, <c>frontend</c>.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path without the provider's version prefix.</param>
/// <param name="RpcMethod">The XML-RPC method, or null.</param>
/// <param name="Action">The action of a query API, or null.</param>
/// <param name="Target">Path and query, and the body: what <c>contains</c> searches.</param>
internal sealed partial record CallFacts(string Service, string Method, string Path, string? RpcMethod, string? Action, string Target)
{
    private const string VersionPrefix = "/metal/v1/";
    private const string QueryService = "ec2";
    private const string MethodStart = "<methodName>";

    /// <summary>The same for every call of its kind, whatever ids are in the path: what calls are counted under.</summary>
    public string Shape => (RpcMethod ?? Action) is { } name ? $"{Service} {name}" : $"{Service} {Method} {IdPattern().Replace(Path, "/*")}";

    public static CallFacts Of(string service, HttpCall call)
    {
        var path = call.Path.StartsWith(VersionPrefix, StringComparison.Ordinal) ? call.Path[(VersionPrefix.Length - 1)..] : call.Path;
        var body = Encoding.UTF8.GetString(call.Body);
        return new CallFacts(service, call.Method, path, RpcMethodOf(body), service == QueryService ? ActionOf(call) : null, $"{path}?{call.Query}\n{body}");
    }

    private static string? ActionOf(HttpCall call) => FormText.Read(call).GetValueOrDefault("Action");

    private static string? RpcMethodOf(string body)
    {
        var start = body.IndexOf(MethodStart, StringComparison.Ordinal);
        if (start < 0)
            return null;
        start += MethodStart.Length;
        var end = body.IndexOf('<', start);
        return end < 0 ? null : body[start..end].Trim();
    }

    [GeneratedRegex("/(?:[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|[0-9]+)(?=/|$)")]
    private static partial Regex IdPattern();
}

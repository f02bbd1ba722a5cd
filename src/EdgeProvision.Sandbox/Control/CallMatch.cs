using System.Text.RegularExpressions;

namespace EdgeProvision.Sandbox.Control;

/// <summary>Which calls a rule is about; what is not given matches everything.</summary>
public sealed record CallMatch
{
    /// <summary>The service's name.</summary>
    public string? Service { get; init; }

    /// <summary>The HTTP method.</summary>
    public string? Method { get; init; }

    /// <summary>The path without version prefix; <c>*</c> stands for one segment or part of it, <c>**</c> for anything.</summary>
    public string? Path { get; init; }

    /// <summary>The XML-RPC method; a <c>*</c> stands for anything.</summary>
    public string? RpcMethod { get; init; }

    /// <summary>The action of a call to EC2; a <c>*</c> stands for anything.</summary>
    public string? Action { get; init; }

    /// <summary>A text in path, query or body: a hostname, a tag.</summary>
    public string? Contains { get; init; }

    internal bool Matches(CallFacts call) =>
        (Service is null or "*" || Service == call.Service)
        && (Method is null || Method.Equals(call.Method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || Glob(Path, "[^/]*").IsMatch(call.Path))
        && (RpcMethod is null || (call.RpcMethod is { } name && Glob(RpcMethod, ".*").IsMatch(name)))
        && (Action is null || (call.Action is { } action && Glob(Action, ".*").IsMatch(action)))
        && (Contains is null || call.Target.Contains(Contains, StringComparison.Ordinal));

    private static Regex Glob(string pattern, string star) =>
        new($"^{Regex.Escape(pattern).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", star, StringComparison.Ordinal)}$", RegexOptions.CultureInvariant);
}

using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>What an error status of a provider means.</summary>
/// <param name="Code">The error's code.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="IsTransient">True when the same request may succeed later.</param>
/// <param name="Meaning">What the service said by it, as a clause after its name.</param>
/// <param name="Action">What the user can do.</param>
internal sealed record StatusRule(string Code, ErrorKind Kind, bool IsTransient, string Meaning, string Action)
{
    private static readonly StatusRule Refused = new(
        "ProviderRefused", ErrorKind.Refused, false, "refused it", "Change what the provider names, and run the same command again.");

    private static readonly StatusRule Exhausted = Refused with
    {
        Kind = ErrorKind.LimitReached,
        Meaning = "has none left or the project's limit is reached",
        Action = "Choose another plan or location, or have the project's limit raised; then run the same command again.",
    };

    private static readonly StatusRule Unavailable = new(
        "ProviderUnavailable", ErrorKind.Unreachable, true, "failed at it", "Wait for the provider to recover, and run the same command again.");

    private static readonly Dictionary<int, StatusRule> Table = new()
    {
        [401] = new("ProviderTokenRefused", ErrorKind.AccessDenied, false, "does not accept the credentials", "Give a valid token for this endpoint."),
        [403] = new("ProviderNotAuthorized", ErrorKind.AccessDenied, false, "accepts the credentials, but they lack the right", "Give credentials of the project with write access."),
        [404] = new("ProviderNotFound", ErrorKind.NotFound, false, "knows no such thing", "Check the project and the endpoint."),
        [408] = Unavailable with { Code = "ProviderTimeout", Kind = ErrorKind.Timeout, Meaning = "gave up waiting for the request" },
        [429] = new("ProviderRateLimited", ErrorKind.LimitReached, true, "asks for fewer requests", "Wait as long as the provider asks, and run the same command again."),
    };

    // What quota, capacity and stock sound like in a 422; there is no field for it.
    private static readonly string[] ExhaustionWords =
    [
        "quota", "capacity", "stock", "sold out", "limit reached", "limit exceeded", "exceeds the limit", "exceeded", "insufficient",
        "not enough", "no available", "none available", "no provisionable",
    ];

    /// <summary>The rule for a status from 400 up.</summary>
    public static StatusRule For(int status, string? text)
    {
        if (Table.TryGetValue(status, out var rule))
            return rule;
        if (status >= 500)
            return Unavailable;
        return text is not null && ExhaustionWords.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)) ? Exhausted : Refused;
    }
}

using System.Globalization;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>How a caller stands against the rate limit; <paramref name="RetryAfter"/> only when the limit is exceeded.</summary>
internal sealed record RateStanding(int Limit, int Remaining, DateTimeOffset Reset, TimeSpan? RetryAfter)
{
    public Dictionary<string, string> Headers()
    {
        var headers = new Dictionary<string, string>
        {
            ["X-RateLimit-Limit"] = Limit.ToString(CultureInfo.InvariantCulture),
            ["X-RateLimit-Remaining"] = Remaining.ToString(CultureInfo.InvariantCulture),
            ["X-RateLimit-Reset"] = Reset.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        };
        if (RetryAfter is { } wait)
            headers["Retry-After"] = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return headers;
    }
}

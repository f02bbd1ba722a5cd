using System.Globalization;
using System.Net;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Budgets;

/// <summary>What an answer says about how much more the service takes.</summary>
/// <param name="Remaining">Requests left in the service's window, or null.</param>
/// <param name="Pause">How long nothing more should be sent, or null.</param>
internal readonly record struct RateSignal(int? Remaining, TimeSpan? Pause)
{
    public static RateSignal Read(HttpResponseMessage response, TimeProvider time)
    {
        var remaining = Number(response, "X-RateLimit-Remaining") is { } left ? (int)Math.Clamp(left, 0, int.MaxValue) : (int?)null;
        TimeSpan? pause = response.StatusCode is HttpStatusCode.TooManyRequests ? RetryAfterHeader.Read(response.Headers, time) : null;
        if (pause is null && remaining == 0 && Number(response, "X-RateLimit-Reset") is { } reset and > 0 and < 253_402_300_799)
        {
            // Seconds since 1970 by the service's clock, which its Date header shows.
            var wait = DateTimeOffset.FromUnixTimeSeconds(reset) - (response.Headers.Date ?? time.GetUtcNow());
            pause = wait > TimeSpan.Zero ? wait : null;
        }

        return new RateSignal(remaining, pause);
    }

    private static long? Number(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values)
        && long.TryParse(values.First(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

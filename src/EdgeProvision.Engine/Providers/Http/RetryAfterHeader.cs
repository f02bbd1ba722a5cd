using System.Net.Http.Headers;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>Reads <c>Retry-After</c>, as seconds or as a date.</summary>
internal static class RetryAfterHeader
{
    public static TimeSpan? Read(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.RetryAfter is not { } value)
            return null;

        // A date is by the service's clock; its own Date header takes the difference between the clocks out.
        var wait = value.Delta ?? (value.Date - (headers.Date ?? time.GetUtcNow()));
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}

using System.Net;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>A failed call to a provider, with what the driver needs to judge it.</summary>
internal sealed class ProviderException(string code, ErrorKind kind, string message, Exception? innerException = null)
    : EdgeException(code, kind, message, innerException)
{
    /// <summary>How far the request came.</summary>
    public required RequestFate Fate { get; init; }

    /// <summary>The status of the answer, if there was one.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>True when the service asked for fewer requests: it has not acted on this one.</summary>
    public bool IsRateLimit => Code == "ProviderRateLimited";

    /// <summary>True when the answer carried the service's own error body, so that it was the service that spoke and not a box in between.</summary>
    public bool SpokeItself { get; init; }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>Makes the errors of a funnel: each says what was attempted, where, what came back and what to do.</summary>
internal sealed class ProviderFailures(RestTarget target, RestOptions options)
{
    public ProviderException FromStatus(RestRequest request, HttpStatusCode status, AnswerBody body, TimeSpan? retryAfter)
    {
        var text = ErrorText.Find(body.TryParse(), target.Filter);
        var rule = StatusRule.For((int)status, text);
        var said = text is not null ? $": {text}" : body.IsEmpty ? "" : $", with {body.Describe()}";
        var source = status == HttpStatusCode.Unauthorized && target.CredentialSource is { } from ? $" They came from {from}." : "";
        return new ProviderException(
            rule.Code, rule.Kind, $"Could not {request.Attempted}: {target} {rule.Meaning} ({Number(status)}{said}).{source}{Wait(retryAfter)}")
        {
            Target = request.Target,
            Fate = RequestFate.Answered,
            Status = status,
            SpokeItself = text is not null,
            IsTransient = rule.IsTransient,
            RetryAfter = retryAfter,
            RecommendedAction = rule.Action,
        };
    }

    public ProviderException Redirected(RestRequest request, HttpStatusCode status, Uri? location)
    {
        // Only scheme, host and port: the rest may carry what this side is not meant to pass on.
        var where = location is null ? "elsewhere" : location.IsAbsoluteUri ? $"to {location.GetLeftPart(UriPartial.Authority)}" : "to another path";
        return Invalid(
            request, status, false, $"it redirects {ErrorText.Clean(where)}, which is not followed, because the credentials would go there too",
            "Give the address that the provider redirects to as the endpoint, if you trust it.");
    }

    public ProviderException NotJson(RestRequest request, HttpStatusCode status, AnswerBody body) => Invalid(
        request, status, false,
        body.IsOversized
            ? string.Create(CultureInfo.InvariantCulture, $"the answer is larger than {options.MaxAnswerBytes} bytes")
            : $"JSON was expected, {body.Describe()} came",
        "Check that the endpoint is the provider's API and not a web site or a proxy's log-in page.");

    public ProviderException Malformed(RestRequest request, string what) =>
        Invalid(request, null, false, what, "Check that the endpoint speaks the API of this driver.");

    public ProviderException BrokeOff(RestRequest request, HttpStatusCode status, Exception cause) =>
        Invalid(request, status, true, "the answer broke off before its end", "Run the same command again.", cause);

    public ProviderException TimedOut(RestRequest request, HttpStatusCode? status, bool cancelled) => new(
        "ProviderTimeout", ErrorKind.Timeout, string.Create(
            CultureInfo.InvariantCulture,
            $"Could not {request.Attempted}: {target} did not answer within {(cancelled ? options.CreateGrace : options.AnswerTimeout).TotalSeconds:0.#} s{(cancelled ? " after the operation was stopped" : "")}."))
    {
        Target = request.Target,
        Fate = RequestFate.Unknown,
        Status = status,
        IsTransient = true,
        RecommendedAction = "Run the same command again; what this request may have made is looked for first.",
    };

    public ProviderException FromTransport(RestRequest request, Exception cause)
    {
        var (fate, what, action) = Judge(cause);
        return new ProviderException("ProviderUnreachable", ErrorKind.Unreachable, $"Could not {request.Attempted}: {target}: {what}.", cause)
        {
            Target = request.Target,
            Fate = fate,
            IsTransient = true,
            RecommendedAction = action,
        };
    }

    private static (RequestFate Fate, string What, string Action) Judge(Exception cause)
    {
        const string CheckAddress = "Check the endpoint, and that this machine reaches it.";
        var socket = cause.InnerException as SocketException ?? cause as SocketException;
        if (cause.InnerException is TimeoutException)
            return (RequestFate.NotSent, "the connection did not open in time", CheckAddress);
        if (socket?.SocketErrorCode is SocketError.ConnectionRefused)
            return (RequestFate.NotSent, "the connection was refused", CheckAddress);
        return (cause as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => (RequestFate.NotSent, "the host's name is not known", CheckAddress),
            HttpRequestError.ConnectionError => (RequestFate.NotSent, "no connection could be opened", CheckAddress),
            HttpRequestError.SecureConnectionError => (RequestFate.NotSent, "no secure connection could be agreed on",
                "Check the endpoint's certificate, and whether the endpoint is https:// at all."),
            HttpRequestError.ProxyTunnelError => (RequestFate.NotSent, "the proxy did not let the connection through", "Check HTTPS_PROXY and NO_PROXY."),
            _ => (RequestFate.Unknown, "the connection broke before the answer came", "Run the same command again."),
        };
    }

    private ProviderException Invalid(RestRequest request, HttpStatusCode? status, bool transient, string what, string action, Exception? cause = null) => new(
        "ProviderInvalidAnswer", ErrorKind.InvalidAnswer,
        $"Could not {request.Attempted}: {target} gave an answer that cannot be used{(status is { } s ? $" ({Number(s)})" : "")}: {what}.", cause)
    {
        Target = request.Target,
        Fate = RequestFate.Unknown,
        Status = status,
        IsTransient = transient,
        RecommendedAction = action,
    };

    private static string Number(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private static string Wait(TimeSpan? wait) => wait is { } time
        ? string.Create(CultureInfo.InvariantCulture, $" It asks to wait {Math.Ceiling(time.TotalSeconds):0} s.")
        : "";
}

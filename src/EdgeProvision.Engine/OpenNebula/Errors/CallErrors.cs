using System.Net;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Makes the errors of one call: each says what was asked, of what, where, and what came back.</summary>
internal sealed class CallErrors(FrontEndCall call, Uri endpoint, SecretMask mask)
{
    private string What => $"{call.Method} ({call.Subject}) at {endpoint}";

    public EdgeException Failure(WireFailure failure)
    {
        var words = mask.Apply(WithoutMethod(failure.Message));
        var (code, kind, action) = FailureTable.Look(failure.Code, words);
        var said = words.Length == 0 ? "gave no reason" : $"said: {words.TrimEnd('.')}";
        return new FrontEndException(
            code, kind, $"OpenNebula refused {What} and {said}. (error {failure.Code})", failure.Code, call.Method, words, failure.ObjectId)
        {
            Target = call.Subject,
            RecommendedAction = action,
        };
    }

    public EdgeException Fault(WireFault fault)
    {
        // The text of -503 quotes the request from the place where it breaks.
        var words = fault.Code == -503 ? "the request is not a proper call" : mask.With(call.Arguments).Apply(fault.Message).TrimEnd('.');
        var unknown = fault.Code == -506;
        return new FrontEndException(
            unknown ? FrontEndErrorCodes.MethodUnknown : FrontEndErrorCodes.Refused,
            unknown ? ErrorKind.NotSupported : ErrorKind.Refused,
            $"The front-end did not accept {What}: {words}. (fault {fault.Code})",
            fault.Code, call.Method, words, objectId: null)
        {
            Target = call.Subject,
            RecommendedAction = unknown ? "Check the release of the front-end: 5.10 and later are known to work." : null,
        };
    }

    public EdgeException NotAnswered(Attempt last, int attempts)
    {
        var tries = attempts > 1 ? $" after {attempts} attempts" : "";
        if (call.IsWrite && last.Outcome is not AttemptOutcome.NeverOpened)
            return Lost(last.Outcome == AttemptOutcome.TimedOut ? "no answer came in time" : Reason(last), last.Cause);

        return last.Outcome == AttemptOutcome.TimedOut
            ? new EdgeException(FrontEndErrorCodes.Timeout, ErrorKind.Timeout, $"No answer came in time to {What}{tries}.", last.Cause)
            {
                Target = endpoint.ToString(),
                IsTransient = true,
                RecommendedAction = "Check the load of the front-end (oned.log), then try again.",
            }
            : new EdgeException(
                FrontEndErrorCodes.Unreachable, ErrorKind.Unreachable,
                $"The OpenNebula front-end {endpoint} cannot be reached{tries} for {call.Method}: {Reason(last)}.", last.Cause)
            {
                Target = endpoint.ToString(),
                IsTransient = true,
                RecommendedAction =
                    $"Check that oned runs there (on the front-end: systemctl status opennebula), that {endpoint.Host} port {endpoint.Port} "
                    + $"is open to this machine (curl {endpoint}), and that the endpoint is right (parameter, ONE_XMLRPC, ~/.one/one_endpoint).",
            };
    }

    public EdgeException Unreadable(string problem, string excerpt, HttpStatusCode status = HttpStatusCode.OK)
    {
        var http = status == HttpStatusCode.OK ? "" : $" (HTTP {(int)status})";
        var quote = excerpt.Length == 0 ? "" : $" It begins: \"{excerpt}\".";
        var invalid = new EdgeException(
            FrontEndErrorCodes.InvalidAnswer, ErrorKind.InvalidAnswer, $"The answer{http} to {What} cannot be read: {problem}.{quote}")
        {
            Target = endpoint.ToString(),
            RecommendedAction = $"Check that {endpoint} is an OpenNebula XML-RPC endpoint: its path is /RPC2, its usual port 2633.",
        };
        // A 4xx comes from before any method runs. With everything else a write may have happened.
        return call.IsWrite && (int)status is < 400 or >= 500 ? Lost("its answer cannot be read", invalid) : invalid;
    }

    public EdgeException NotSendable() =>
        new(FrontEndErrorCodes.NotSendable, ErrorKind.InvalidInput,
            $"{call.Method} ({call.Subject}) was not sent: a text in it has a character that XML cannot carry.")
        {
            Target = call.Subject,
            RecommendedAction = "Remove control characters from names and values.",
        };

    private EdgeException Lost(string reason, Exception? cause) =>
        new(FrontEndErrorCodes.AnswerLost, ErrorKind.Unreachable, $"{What} was sent, but {reason}: it may or may not have happened.", cause)
        {
            Target = endpoint.ToString(),
            IsTransient = true,
            RecommendedAction = "Run the same command again: it looks first at what has happened.",
        };

    private static string Reason(Attempt attempt) => attempt switch
    {
        { Status: not 0 } => $"a proxy answered HTTP {(int)attempt.Status}",
        { Cause: HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } } => "its name cannot be resolved",
        { Cause: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } } => "no secure connection could be made",
        { Outcome: AttemptOutcome.NeverOpened, Cause.InnerException: System.Net.Sockets.SocketException socket } =>
            $"the connection could not be opened ({socket.SocketErrorCode})",
        { Outcome: AttemptOutcome.NeverOpened } => "the connection could not be opened",
        _ => "the connection broke before the answer was complete",
    };

    private string WithoutMethod(string message)
    {
        var prefix = $"[{call.Method}] ";
        return (message.StartsWith(prefix, StringComparison.Ordinal) ? message[prefix.Length..] : message).Trim();
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Sends one request body over HTTP and says what became of it. Shared by all clients of one front-end.</summary>
internal sealed class FrontEndTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly FrontEndOptions _options;
    private readonly CallLanes _lanes;

    public FrontEndTransport(FrontEndOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxConnections, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxIpamConnections, 1);
        _options = options;
        _lanes = new CallLanes(options.MaxConnections, options.MaxIpamConnections);
        _http = new HttpClient(options.Handler ?? FrontEndSockets.CreateHandler(options), disposeHandler: options.Handler is null)
        {
            // HttpClient's own timeout knows only real time.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Waits for a connection of the call's lane, passes the gate, sends, reads the answer.</summary>
    /// <param name="body">The encoded call. Encoded once: all attempts send the same bytes.</param>
    /// <param name="gate">Called last of all before a byte is sent; what it throws ends the call.</param>
    public async Task<Attempt> SendAsync(
        FrontEndCall call, byte[] body, Func<CancellationToken, ValueTask>? gate, Action<TimeSpan, Attempt> observe, CancellationToken token)
    {
        using var slot = await _lanes.EnterAsync(call.Lane, token).ConfigureAwait(false);
        if (gate is not null)
            await gate(token).ConfigureAwait(false);

        var started = _options.Time.GetTimestamp();
        using var deadline = new CancellationTokenSource(_options.TimeoutOf(call.Lane), _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
        Attempt attempt;
        try
        {
            attempt = await ExchangeAsync(body, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (!token.IsCancellationRequested)
        {
            attempt = Attempt.Failed(AttemptOutcome.TimedOut, cause);
        }
        catch (HttpRequestException cause)
        {
            attempt = Attempt.Failed(NeverOpened(cause) ? AttemptOutcome.NeverOpened : AttemptOutcome.Lost, cause);
        }
        catch (IOException cause)
        {
            attempt = Attempt.Failed(AttemptOutcome.Lost, cause);
        }

        observe(_options.Time.GetElapsedTime(started), attempt);
        return attempt;
    }

    public void Dispose()
    {
        _http.Dispose();
        _lanes.Dispose();
    }

    private async Task<Attempt> ExchangeAsync(byte[] body, CancellationToken token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _options.Endpoint)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // The length is always sent: the daemon answers 411 to a chunked request.
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "utf-8" } } },
        };
        request.Headers.ConnectionClose = true;
        request.Headers.ExpectContinue = false;

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token).ConfigureAwait(false);
        // A proxy or a balancer that does not reach the daemon, or no longer.
        if (response.StatusCode is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            return Attempt.Failed(AttemptOutcome.Lost, null, response.StatusCode);

        var stream = await response.Content.ReadAsStreamAsync(token).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var answer = await ReadLimitedAsync(stream, token).ConfigureAwait(false);
            return new Attempt(AttemptOutcome.Answered, answer, response.StatusCode, null);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadLimitedAsync(Stream stream, CancellationToken token)
    {
        var answer = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        // One byte over the limit is enough for the decoder to refuse it.
        while (answer.Length <= AnswerDecoder.SizeLimit
            && (read = await stream.ReadAsync(buffer, token).ConfigureAwait(false)) > 0)
        {
            answer.Write(buffer, 0, read);
        }

        return answer.GetBuffer().AsMemory(0, (int)answer.Length);
    }

    private static bool NeverOpened(HttpRequestException failure) =>
        failure.HttpRequestError is HttpRequestError.ConnectionError
            or HttpRequestError.NameResolutionError
            or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError
        // These two can only come from opening a connection, whoever reports them.
        || failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound };
}

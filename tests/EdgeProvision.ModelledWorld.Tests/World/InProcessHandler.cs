using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Takes a process's HTTP requests to an emulated service without a socket, with everything that a socket can do to them.</summary>
internal sealed partial class InProcessHandler(string service, IHttpApp app, OutsideCalls calls) : HttpMessageHandler
{
    private int _open;

    /// <summary>The most calls that were under way at once.</summary>
    public int MostOpen { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = await CallOfAsync(request, cancellationToken);
        var interference = await calls.BeginAsync(NameOf(call), cancellationToken);
        switch (interference)
        {
            case Interference.Refused:
                throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused", new SocketException((int)SocketError.ConnectionRefused));
            case Interference.Failed:
                return new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = new StringContent("<html>broken</html>"), RequestMessage = request };
        }

        MostOpen = Math.Max(MostOpen, Interlocked.Increment(ref _open));
        HttpReply reply;
        try
        {
            // The service goes on when its caller has gone.
            reply = await app.AnswerAsync(call, CancellationToken.None).WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }

        await calls.EndAsync(interference, cancellationToken);
        return interference == Interference.AnswerLost ? throw Lost() : Deliver(reply, request);
    }

    private static HttpResponseMessage Deliver(HttpReply reply, HttpRequestMessage request)
    {
        if (reply.Delivery == Delivery.Dropped)
            throw Lost();
        if (reply.Delivery == Delivery.Reset)
            throw new HttpRequestException(HttpRequestError.Unknown, "Connection reset", new SocketException((int)SocketError.ConnectionReset));
        HttpContent content = reply.Delivery == Delivery.Truncated ? new StreamContent(new BrokenOffStream(reply.Body[..(reply.Body.Length / 2)])) : new ByteArrayContent(reply.Body);
        content.Headers.TryAddWithoutValidation("Content-Type", reply.ContentType);
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { Content = content, RequestMessage = request };
        foreach (var (name, value) in reply.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private static HttpRequestException Lost() => new(HttpRequestError.ResponseEnded, "The response ended prematurely.");

    private static async Task<HttpCall> CallOfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Headers)
            headers[name] = string.Join(", ", values);
        byte[] body = [];
        if (request.Content is { } content)
        {
            body = await content.ReadAsByteArrayAsync(cancellationToken);
            foreach (var (name, values) in content.Headers)
                headers[name] = string.Join(", ", values);
            headers["Content-Length"] = $"{body.Length}";
        }

        return new HttpCall(request.Method.Method, request.RequestUri!.AbsolutePath, request.RequestUri.Query.TrimStart('?'), headers, body);
    }

    private string NameOf(HttpCall call)
    {
        var text = System.Text.Encoding.UTF8.GetString(call.Body);
        // The paths of EC2's calls are all the same.
        var match = MethodName().Match(text) is { Success: true } method ? method : ActionName().Match(text);
        return match.Success ? $"{service} {match.Groups[1].Value}" : $"{service} {call.Method} {call.Path}";
    }

    [GeneratedRegex("<methodName>([^<]*)<")]
    private static partial Regex MethodName();

    [GeneratedRegex("(?:^|&)Action=([^&]*)")]
    private static partial Regex ActionName();
}

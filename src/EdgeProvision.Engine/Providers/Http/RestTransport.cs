using System.Net.Sockets;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>Makes the handler that really speaks HTTP.</summary>
internal static class RestTransport
{
    public static SocketsHttpHandler Create(Uri endpoint, RestOptions options) => new()
    {
        // A redirect would carry the credentials to whoever it names.
        AllowAutoRedirect = false,
        UseCookies = false,

        // The environment's proxy does not know this machine's loopback, where sandboxes live.
        UseProxy = !endpoint.IsLoopback,

        // Shorter than the usual server's: a create on a connection that the server has just closed costs a settle window.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        ConnectCallback = (context, token) => ConnectAsync(context, options, token),
    };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, RestOptions options, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, linked.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            socket.Dispose();

            // The handler wraps it as a connection error; the inner type tells the two apart.
            throw new TimeoutException($"No connection to {context.DnsEndPoint.Host} within the time allowed.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The real way to a front-end.</summary>
internal static class FrontEndSockets
{
    public static SocketsHttpHandler CreateHandler(FrontEndOptions options) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        // A proxy named in the environment cannot reach this machine's loopback.
        UseProxy = !options.Endpoint.IsLoopback,
        MaxConnectionsPerServer = options.MaxConnections,
        // A connection is used once. On a kept one the handler repeats a request by itself when the server closes it early: a write
        // could be done twice.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = (context, token) => ConnectAsync(context.DnsEndPoint, options, token),
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint address, FrontEndOptions options, CancellationToken token)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // The handler's ConnectTimeout knows only real time.
            using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(token, deadline.Token);
            try
            {
                await socket.ConnectAsync(address, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (deadline.IsCancellationRequested && !token.IsCancellationRequested)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

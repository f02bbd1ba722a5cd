using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Sandbox.Http;

/// <summary>
/// Serves one <see cref="IHttpApp"/> over HTTP/1.1. It is ours because it has to do what no ready-made server does: lose an
/// answer, reset a connection, refuse chunked bodies and keep the sixteenth connection waiting.
/// </summary>
public sealed class HttpServer : IAsyncDisposable
{
    private readonly IHttpApp _app;
    private readonly HttpServerOptions _options;
    private readonly TcpListener _listener;
    private readonly SemaphoreSlim _seats;
    private readonly CancellationTokenSource _accepting = new();
    private readonly CancellationTokenSource _serving = new();
    private readonly ConcurrentDictionary<Task, byte> _connections = new();
    private Task? _acceptLoop;
    private int _served;

    /// <summary>Makes a server that does not listen yet. Port 0 takes a free one.</summary>
    public HttpServer(IHttpApp app, IPEndPoint endPoint, HttpServerOptions options)
    {
        _app = app;
        _options = options;
        _listener = new TcpListener(endPoint);
        _seats = new SemaphoreSlim(options.MaxConnections);
    }

    /// <summary>Where it listens, once started.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Requests answered or dropped so far.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>Starts to listen.</summary>
    public void Start()
    {
        _listener.Start(512);
        _acceptLoop = AcceptAsync();
    }

    /// <summary>Stops listening, lets running calls finish for the grace period, then cancels them.</summary>
    public async Task StopAsync()
    {
        if (_acceptLoop is null)
            return;
        await _accepting.CancelAsync();
        _listener.Stop();
        await _acceptLoop;
        var running = Task.WhenAll(_connections.Keys);
        if (!running.IsCompleted)
            await Task.WhenAny(running, Task.Delay(_options.StopGrace, _options.TimeProvider, CancellationToken.None));
        await _serving.CancelAsync();
        await running;
        _acceptLoop = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _listener.Dispose();
        _accepting.Dispose();
        _serving.Dispose();
        _seats.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_accepting.IsCancellationRequested)
        {
            var seated = false;
            try
            {
                // The seat comes before the accept: whoever finds none waits in the kernel's backlog, connected but unread.
                await _seats.WaitAsync(_accepting.Token);
                seated = true;
                var socket = await _listener.AcceptSocketAsync(_accepting.Token);
                var connection = ServeConnectionAsync(socket);
                _connections[connection] = 0;
                seated = false;
                _ = connection.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e) when (e is SocketException || (e is InvalidOperationException && _accepting.IsCancellationRequested))
            {
                // The client was gone before it was accepted, or the listener was stopped: the loop's condition tells.
            }
            finally
            {
                if (seated)
                    _seats.Release();
            }
        }
    }

    private async Task ServeConnectionAsync(Socket socket)
    {
        await Task.Yield();
        try
        {
            socket.NoDelay = true;
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            var reader = new HttpReader(stream, _options);
            while (await ServeOneAsync(socket, stream, reader))
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone away, or the server stops: there is nobody to tell.
        }
        finally
        {
            _seats.Release();
        }
    }

    /// <summary>One request and its answer; true when the connection stays open for another.</summary>
    private async Task<bool> ServeOneAsync(Socket socket, NetworkStream stream, HttpReader reader)
    {
        HttpCall? call = null;
        HttpReply reply;
        try
        {
            call = await ReadInTimeAsync(reader);
            if (call is null)
                return false;
            // The client's death does not end the call: what it asked for happens, as it would at a real service.
            reply = await _app.AnswerAsync(call, _serving.Token);
        }
        catch (HttpRefusedException refusal)
        {
            reply = HttpWriter.Plain(refusal.Status, refusal.Message);
        }
        catch (Exception e) when (call is not null && e is not OperationCanceledException)
        {
            reply = HttpWriter.Plain(500, $"The emulator failed: {e}");
        }

        Interlocked.Increment(ref _served);
        var keepAlive = _options.KeepAlive && call is not null && reply.Delivery == Delivery.Whole && WantsKeepAlive(call);
        await DeliverAsync(socket, stream, reply, keepAlive, call?.Method != "HEAD");
        return keepAlive;
    }

    private async Task<HttpCall?> ReadInTimeAsync(HttpReader reader)
    {
        using var limit = new CancellationTokenSource(_options.ReadTimeout, _options.TimeProvider);
        // An idle connection is dropped as soon as the server stops to accept, a running call is not.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _accepting.Token);
        return await reader.ReadAsync(either.Token);
    }

    private static bool WantsKeepAlive(HttpCall call) =>
        !(call.Headers.TryGetValue("Connection", out var wish) && wish.Contains("close", StringComparison.OrdinalIgnoreCase));

    private async Task DeliverAsync(Socket socket, NetworkStream stream, HttpReply reply, bool keepAlive, bool withBody)
    {
        if (reply.Delivery == Delivery.Reset)
        {
            socket.LingerState = new LingerOption(true, 0);
            // The stream's own disposal would say goodbye in an orderly way first.
            socket.Dispose();
        }

        if (reply.Delivery is Delivery.Reset or Delivery.Dropped)
            return;
        var bytes = HttpWriter.Compose(reply, keepAlive, withBody);
        if (reply.Delivery == Delivery.Truncated)
            bytes = bytes[..^((reply.Body.Length + 1) / 2)];
        await WriteInTimeAsync(stream, bytes);
        if (keepAlive)
            return;
        // Closing with unread input makes the kernel send a reset that can overtake the answer: half-close and drain first.
        socket.Shutdown(SocketShutdown.Send);
        if (reply.Status is 400 or 411 or 413 or 431)
            await DrainAsync(stream);
    }

    // A client that does not read would keep its seat, and the server from stopping, for as long as it likes.
    private async Task WriteInTimeAsync(NetworkStream stream, byte[] bytes)
    {
        using var limit = new CancellationTokenSource(_options.WriteTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _serving.Token);
        await stream.WriteAsync(bytes, either.Token);
    }

    private async Task DrainAsync(NetworkStream stream)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), _options.TimeProvider);
        var sink = new byte[64 * 1024];
        while (await stream.ReadAsync(sink, limit.Token) > 0)
        {
        }
    }
}

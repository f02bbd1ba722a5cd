using System.Net;
using System.Net.Sockets;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Tests.Http;

public sealed class HttpServerTests
{
    private static readonly IPEndPoint Anywhere = new(IPAddress.Loopback, 0);

    [Fact]
    public async Task AnswerAsync_GetWithQuery_PassesPathAndQueryAndCloses()
    {
        await using var server = Start(new EchoApp());
        var answer = await ExchangeAsync(server, "GET /a/b?c=d&e HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nGET /a/b?c=d&e ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_BodyInPieces_IsReadToItsLength()
    {
        await using var server = Start(new EchoApp());
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync("POST / HTTP/1.1\r\nContent-Le");
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await client.SendAsync("ngth: 10\r\n\r\n01234");
        await Task.Delay(20, TestContext.Current.CancellationToken);
        await client.SendAsync("56789");
        Assert.EndsWith("POST /? 0123456789", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_ChunkedBody_IsRefusedWith411()
    {
        await using var server = Start(new EchoApp());
        var answer = await ExchangeAsync(server, "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 411 ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 2000\r\n\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400)]
    [InlineData("nonsense\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400)]
    public async Task AnswerAsync_BadRequest_IsRefused(string request, int status)
    {
        await using var server = Start(new EchoApp(), new HttpServerOptions { MaxBodyBytes = 1000 });
        Assert.StartsWith($"HTTP/1.1 {status} ", await ExchangeAsync(server, request), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_HeaderTooLong_IsRefusedWith431()
    {
        await using var server = Start(new EchoApp(), new HttpServerOptions { MaxHeaderBytes = 500 });
        var answer = await ExchangeAsync(server, $"GET / HTTP/1.1\r\nX: {new string('x', 100_000)}");
        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_Expect100_IsToldToContinueBeforeTheBody()
    {
        await using var server = Start(new EchoApp());
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync("POST / HTTP/1.1\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", await client.ReadSomeAsync());
        await client.SendAsync("body");
        Assert.EndsWith(" body", await client.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_KeepAlive_ServesPipelinedRequestsOnOneConnection()
    {
        await using var server = Start(new EchoApp(), new HttpServerOptions { KeepAlive = true });
        var answer = await ExchangeAsync(server, "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\nConnection: close\r\n\r\n");
        Assert.Contains("GET /1? HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
        Assert.EndsWith("GET /2? ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_Dropped_ClosesWithoutAByte()
    {
        await using var server = Start(new EchoApp(delivery: Delivery.Dropped));
        Assert.Equal("", await ExchangeAsync(server, "GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public async Task AnswerAsync_Reset_ResetsTheConnection()
    {
        await using var server = Start(new EchoApp(delivery: Delivery.Reset));
        var error = await Assert.ThrowsAsync<SocketException>(() => ExchangeAsync(server, "GET / HTTP/1.1\r\n\r\n"));
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public async Task AnswerAsync_Truncated_EndsWithinTheBody()
    {
        await using var server = Start(new EchoApp(delivery: Delivery.Truncated));
        var answer = await ExchangeAsync(server, "GET /0123456789 HTTP/1.1\r\n\r\n");
        Assert.Contains("Content-Length: 17", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nGET /012", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_AppThrows_IsStatus500()
    {
        await using var server = Start(new EchoApp((_, _) => throw new InvalidOperationException("broken")));
        Assert.StartsWith("HTTP/1.1 500 ", await ExchangeAsync(server, "GET / HTTP/1.1\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_ClientGoesAway_TheCallRunsToItsEnd()
    {
        var begun = new TaskCompletionSource();
        var mayEnd = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var server = Start(new EchoApp(async (_, token) =>
        {
            begun.SetResult();
            await mayEnd.Task.WaitAsync(token);
            ended.SetResult();
        }));
        using (var client = await RawClient.ConnectAsync(server.EndPoint))
        {
            await client.SendAsync("GET / HTTP/1.1\r\n\r\n");
            await begun.Task;
        }

        mayEnd.SetResult();
        await ended.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AnswerAsync_AllSeatsTaken_TheNextWaits()
    {
        var mayEnd = new TaskCompletionSource();
        var running = 0;
        await using var server = Start(
            new EchoApp(async (_, token) =>
            {
                Interlocked.Increment(ref running);
                await mayEnd.Task.WaitAsync(token);
            }),
            new HttpServerOptions { MaxConnections = 2 });
        var exchanges = Enumerable.Range(0, 3).Select(_ => ExchangeAsync(server, "GET / HTTP/1.1\r\n\r\n")).ToList();
        while (Volatile.Read(ref running) < 2)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(2, Volatile.Read(ref running));
        mayEnd.SetResult();
        Assert.All(await Task.WhenAll(exchanges), answer => Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal));
        Assert.Equal(3, server.Served);
    }

    [Fact]
    public async Task StopAsync_RunningCall_IsAnsweredWithinTheGrace()
    {
        var begun = new TaskCompletionSource();
        await using var server = Start(new EchoApp(async (_, token) =>
        {
            begun.SetResult();
            await Task.Delay(100, token);
        }), new HttpServerOptions { StopGrace = TimeSpan.FromMinutes(1) });
        var exchange = ExchangeAsync(server, "GET / HTTP/1.1\r\n\r\n");
        await begun.Task;
        await server.StopAsync();
        Assert.StartsWith("HTTP/1.1 200", await exchange, StringComparison.Ordinal);
        await Assert.ThrowsAsync<SocketException>(() => ExchangeAsync(server, "GET / HTTP/1.1\r\n\r\n"));
    }

    [Fact]
    public async Task StopAsync_CallThatNeverEnds_IsCancelledAfterTheGrace()
    {
        var begun = new TaskCompletionSource();
        await using var server = Start(
            new EchoApp(async (_, token) =>
            {
                begun.SetResult();
                await Task.Delay(Timeout.Infinite, token);
            }),
            new HttpServerOptions { StopGrace = TimeSpan.FromMilliseconds(50) });
        var exchange = ExchangeAsync(server, "GET / HTTP/1.1\r\n\r\n");
        await begun.Task;
        await server.StopAsync();
        Assert.Equal("", await exchange);
    }

    [Fact]
    public async Task StopAsync_ClientThatDoesNotRead_DoesNotHoldTheServer()
    {
        await using var server = Start(new GiantApp(), new HttpServerOptions { StopGrace = TimeSpan.FromMilliseconds(50) });
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync("GET / HTTP/1.1\r\n\r\n");
        while (server.Served == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task AnswerAsync_ClientThatDoesNotRead_LosesItsSeatAfterTheWriteTimeout()
    {
        await using var server = Start(new GiantApp(), new HttpServerOptions { MaxConnections = 1, WriteTimeout = TimeSpan.FromMilliseconds(50) });
        using var idle = await RawClient.ConnectAsync(server.EndPoint);
        await idle.SendAsync("GET / HTTP/1.1\r\n\r\n");
        while (server.Served == 0)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        using var next = await RawClient.ConnectAsync(server.EndPoint);
        await next.SendAsync("GET / HTTP/1.1\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await next.ReadSomeAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnswerAsync_SilentClient_IsDroppedAfterTheReadTimeout()
    {
        await using var server = Start(new EchoApp(), new HttpServerOptions { ReadTimeout = TimeSpan.FromMilliseconds(50) });
        Assert.Equal("", await ExchangeAsync(server, "GET /slow"));
    }

    private static HttpServer Start(IHttpApp app, HttpServerOptions? options = null)
    {
        var server = new HttpServer(app, Anywhere, options ?? new HttpServerOptions());
        server.Start();
        return server;
    }

    private static async Task<string> ExchangeAsync(HttpServer server, string request)
    {
        using var client = await RawClient.ConnectAsync(server.EndPoint);
        await client.SendAsync(request);
        return await client.ReadToEndAsync();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.OpenNebula;

/// <summary>Over a real socket: what stands on the wire, and what the handler must not do by itself.</summary>
public sealed class FrontEndSocketTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<string> _requests = [];

    public FrontEndSocketTests() => _listener.Start();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Call_OverASocket_HasLengthAndNoExpectationsAndClosesTheConnection()
    {
        var serving = ServeAsync(1, "wire-system-version.response.txt");
        using var client = Client();

        Assert.Equal(new FrontEndRelease(6, 10, 5), await client.System.VersionAsync(Token));

        await serving;
        var head = _requests[0][.._requests[0].IndexOf("\r\n\r\n", StringComparison.Ordinal)];
        Assert.StartsWith("POST /RPC2 HTTP/1.1\r\n", head, StringComparison.Ordinal);
        Assert.Contains("Content-Length: ", head, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/xml", head, StringComparison.Ordinal);
        Assert.Contains("Connection: close", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Expect", head, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("chunked", head, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Calls_InSequence_EachOnItsOwnConnection()
    {
        var serving = ServeAsync(3, "wire-add-range.response.txt");
        using var client = Client();

        for (var i = 0; i < 3; i++)
            await client.Networks.AddRangeAsync(1, "AR=[ SIZE=\"1\" ]", Token);

        await serving;
        Assert.Equal(3, _requests.Count);
    }

    [Fact]
    public async Task Write_ConnectionClosedWithoutAnswer_IsSentOnceAndLost()
    {
        var serving = ServeAsync(1, null);
        using var client = Client();

        var failure = await Assert.ThrowsAsync<EdgeException>(() => client.Clusters.AllocateAsync("c1", Token));

        await serving;
        Assert.Equal(FrontEndErrorCodes.AnswerLost, failure.Code);
        Assert.Single(_requests);
        Assert.False(_listener.Pending());
    }

    [Fact]
    public async Task Write_AnswerShorterThanItsLength_IsLost()
    {
        var serving = ServeAsync(1, "wire-add-range.response.txt", missing: 40);
        using var client = Client();

        var failure = await Assert.ThrowsAsync<EdgeException>(() => client.Clusters.AllocateAsync("c1", Token));

        await serving;
        Assert.Equal(FrontEndErrorCodes.AnswerLost, failure.Code);
    }

    [Fact]
    public async Task Write_NobodyListens_IsUnreachable()
    {
        var client = Client();
        _listener.Stop();

        var failure = await Assert.ThrowsAsync<EdgeException>(() => client.Clusters.AllocateAsync("c1", Token));

        Assert.Equal(FrontEndErrorCodes.Unreachable, failure.Code);
        Assert.Contains("ConnectionRefused", failure.Message, StringComparison.Ordinal);
        client.Dispose();
    }

    private FrontEndClient Client() => new(new FrontEndOptions
    {
        Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/RPC2"),
        Session = FakeFrontEnd.Session,
        Retry = new FrontEndRetryOptions { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) },
    });

    private async Task ServeAsync(int count, string? answer, int missing = 0)
    {
        for (var i = 0; i < count; i++)
        {
            using var connection = await _listener.AcceptTcpClientAsync(Token);
            var stream = connection.GetStream();
            _requests.Add(await ReadRequestAsync(stream));
            if (answer is null)
                continue;

            var body = Recorded.Bytes(answer);
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), Token);
            await stream.WriteAsync(body.AsMemory(0, body.Length - missing), Token);
        }
    }

    private static async Task<string> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains("</methodCall>", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, Token);
            if (read == 0)
                break;
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}

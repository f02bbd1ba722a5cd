using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeProvision.Sandbox.Tests.Http;

/// <summary>A connection that sends the very bytes it is told to.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawClient> ConnectAsync(IPEndPoint endPoint)
    {
        var client = new RawClient();
        await client._socket.ConnectAsync(endPoint, TestContext.Current.CancellationToken);
        return client;
    }

    public async Task SendAsync(string text) => await _socket.SendAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>Everything until the server closes.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var all = new StringBuilder();
        while (await ReadSomeAsync() is { Length: > 0 } part)
            all.Append(part);
        return all.ToString();
    }

    public async Task<string> ReadSomeAsync()
    {
        var buffer = new byte[65536];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(25)); // less than the limits that a server has by itself
        var read = await _socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.Latin1.GetString(buffer, 0, read);
    }

    public void Dispose() => _socket.Dispose();
}

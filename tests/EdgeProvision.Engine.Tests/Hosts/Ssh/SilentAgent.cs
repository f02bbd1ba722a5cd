using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;

namespace EdgeProvision.Engine.Tests.Hosts.Ssh;

/// <summary>An agent that accepts connections and is of no use: it says nothing, or lists a key and refuses to sign with it.</summary>
internal sealed class SilentAgent : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _publicKey;
    private readonly ConcurrentBag<NetworkStream> _open = [];

    public SilentAgent(string directory, string publicKey)
    {
        _publicKey = publicKey;
        Socket = Path.Combine(directory, "silent-agent");
        _listener.Bind(new UnixDomainSocketEndPoint(Socket));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public string Socket { get; }

    /// <summary>Answers lists, and requests to sign by a failure.</summary>
    public bool RefusesToSign { get; init; }

    public void Dispose()
    {
        _listener.Dispose();
        foreach (NetworkStream stream in _open)
            stream.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = AnswerAsync(new NetworkStream(await _listener.AcceptAsync(), ownsSocket: true));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        _open.Add(stream);
        byte[] head = new byte[4];
        await stream.ReadExactlyAsync(head);
        byte[] request = new byte[BinaryPrimitives.ReadUInt32BigEndian(head)];
        await stream.ReadExactlyAsync(request);
        if (!RefusesToSign)
            return;
        byte[] blob = Convert.FromBase64String(_publicKey.Split(' ')[1]);
        byte[] answer = request[0] == 11 ? [12, 0, 0, 0, 1, .. Length(blob.Length), .. blob, .. Length(0)] : [5];
        await stream.WriteAsync((byte[])[.. Length(answer.Length), .. answer]);
    }

    private static byte[] Length(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}

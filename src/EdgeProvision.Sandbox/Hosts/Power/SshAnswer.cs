using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Sandbox.Hosts.Power;

/// <summary>Whether a machine's SSH server answers, found out by its greeting and without logging in.</summary>
internal static class SshAnswer
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for it, asking from one address of this computer; false when it has not come within the limit or before the machine went off.</summary>
    public static async Task<bool> AwaitAsync(string from, string address, TimeSpan limit, Func<bool> isOff, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (!isOff() && timeProvider.GetElapsedTime(started) < limit)
        {
            if (await AnswersAsync(from, address, timeProvider, cancellationToken))
            {
                return true;
            }

            await Task.Delay(s_pause, timeProvider, cancellationToken);
        }

        return false;
    }

    private static async Task<bool> AnswersAsync(string from, string address, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
            await socket.ConnectAsync(address, 22, both.Token);
            await using var stream = new NetworkStream(socket);
            var greeting = new byte[4];
            await stream.ReadExactlyAsync(greeting, both.Token);
            return greeting.AsSpan().SequenceEqual("SSH-"u8);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception error) when (error is SocketException or IOException)
        {
            return false;
        }
    }
}

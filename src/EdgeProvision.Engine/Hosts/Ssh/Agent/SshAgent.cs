using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Ssh.Agent;

/// <summary>An agent that holds private keys: behind a Unix socket, on Windows behind a named pipe.</summary>
internal sealed class SshAgent(string socket)
{
    private const string PipePrefix = @"\\.\pipe\";

    // Listing asks nobody anything: an agent that takes longer hangs.
    private static readonly TimeSpan s_listPatience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<SshPublicKey>> ListKeysAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = new(s_listPatience, TimeProvider.System);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await using Stream stream = await OpenAsync(both.Token);
            await stream.WriteAsync(AgentMessages.List(), both.Token);
            byte[] head = new byte[4];
            await stream.ReadExactlyAsync(head, both.Token);
            byte[] answer = new byte[Length(head)];
            await stream.ReadExactlyAsync(answer, both.Token);
            return AgentMessages.ReadIdentities(answer);
        }
        catch (Exception error) when (IsTrouble(error) || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new EdgeException("SshAgentUnreachable", ErrorKind.Unreachable, $"The SSH agent at {socket} (SSH_AUTH_SOCK) did not answer.", error)
            {
                Target = socket,
                RecommendedAction = "Start an agent and load the key (ssh-add), unset SSH_AUTH_SOCK, or name a private key file.",
            };
        }
    }

    /// <summary>Signs by one of the agent's keys. Blocks, since SSH.NET asks for signatures that way, on the thread of its own that a handshake has.</summary>
    public byte[] Sign(SshPublicKey key, string algorithm, byte[] data)
    {
        try
        {
            using Stream stream = Open();
            stream.Write(AgentMessages.Sign(Convert.FromBase64String(key.Base64), data, algorithm));
            byte[] head = new byte[4];
            stream.ReadExactly(head);
            byte[] answer = new byte[Length(head)];
            stream.ReadExactly(answer);
            return AgentMessages.ReadSignature(answer);
        }
        catch (Exception error) when (IsTrouble(error))
        {
            // The host has done nothing wrong: to try it again and again would only ask the user again and again.
            throw new EdgeException("SshAgentRefused", ErrorKind.AccessDenied, $"The SSH agent at {socket} (SSH_AUTH_SOCK) did not sign with {key}: {SshErrors.Printable(error.Message)}", error)
            {
                Target = socket,
                RecommendedAction = "Confirm the use of the key when the agent asks, look whether it is locked (ssh-add -X) or its token is missing, or name a private key file.",
            };
        }
    }

    private static bool IsTrouble(Exception error) => error is SocketException or IOException or InvalidDataException;

    private static int Length(byte[] head)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        return length is > 0 and <= AgentMessages.LongestAnswer ? (int)length : throw new InvalidDataException("The agent's answer has an impossible length.");
    }

    private Stream Open()
    {
        if (socket.StartsWith(PipePrefix, StringComparison.OrdinalIgnoreCase))
        {
            NamedPipeClientStream pipe = new(".", socket[PipePrefix.Length..], PipeDirection.InOut);
            pipe.Connect(5000);
            return pipe;
        }
        Socket connected = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            // The user may have to touch a token or confirm in a window.
            connected.ReceiveTimeout = 60_000;
            connected.Connect(new UnixDomainSocketEndPoint(socket));
            return new NetworkStream(connected, ownsSocket: true);
        }
        catch
        {
            connected.Dispose();
            throw;
        }
    }

    private async Task<Stream> OpenAsync(CancellationToken cancellationToken)
    {
        if (socket.StartsWith(PipePrefix, StringComparison.OrdinalIgnoreCase))
        {
            NamedPipeClientStream pipe = new(".", socket[PipePrefix.Length..], PipeDirection.InOut, PipeOptions.Asynchronous);
            await pipe.ConnectAsync(5000, cancellationToken);
            return pipe;
        }
        Socket connected = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await connected.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return new NetworkStream(connected, ownsSocket: true);
        }
        catch
        {
            connected.Dispose();
            throw;
        }
    }
}

using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace EdgeProvision.Scenarios.Tests.Lab;

/// <summary>This computer as the outside world: what it reaches of machines by their public addresses.</summary>
internal static class Outside
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Whether an address answers a ping.</summary>
    public static async Task<bool> PingsAsync(string address, CancellationToken cancellationToken)
    {
        using Ping ping = new();
        try
        {
            return (await ping.SendPingAsync(IPAddress.Parse(address), Patience, cancellationToken: cancellationToken)).Status == IPStatus.Success;
        }
        catch (PingException)
        {
            // An address that leads nowhere has no route at all.
            return false;
        }
    }

    /// <summary>Whether a port of an address takes a connection.</summary>
    public static async Task<bool> ConnectsAsync(string address, int port, CancellationToken cancellationToken)
    {
        using TcpClient client = new();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await client.ConnectAsync(IPAddress.Parse(address), port, patience.Token);
            return true;
        }
        catch (Exception error) when (error is SocketException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}

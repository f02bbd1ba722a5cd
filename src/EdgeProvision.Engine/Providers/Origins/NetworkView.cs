using System.Net;
using System.Net.Sockets;

namespace EdgeProvision.Engine.Providers.Origins;

/// <summary>The system's own resolver and routes.</summary>
internal sealed class NetworkView : INetworkView
{
    private const int AnyPort = 9;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host.Trim('[', ']'), out var written))
            return written.AddressFamily == AddressFamily.InterNetwork ? [written] : IPAddress.IsLoopback(written) ? [IPAddress.Loopback] : [];
        try
        {
            return await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            return [];
        }
    }

    /// <inheritdoc/>
    public IPAddress? SourceTowards(IPAddress destination)
    {
        try
        {
            // Of a datagram socket, "connect" only asks the routes.
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(destination, AnyPort);
            return (socket.LocalEndPoint as IPEndPoint)?.Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>Makes the handler that really speaks HTTP.</summary>
internal static class RestTransport
{
    /// <summary>The rule for certificates that only takes what this machine trusts, and says what else came.</summary>
    public const string TrustedOnly = "trusted";

    /// <param name="endpoint">Where it leads.</param>
    /// <param name="options">Limits.</param>
    /// <param name="certificate">SHA-256 of the only certificate that is accepted, in hex; <see cref="TrustedOnly"/>; null for the same without a word about what came.</param>
    public static SocketsHttpHandler Create(Uri endpoint, RestOptions options, string? certificate = null)
    {
        var handler = Create(endpoint, options);
        if (certificate is not null)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) => Accepts(shown, errors, certificate);
        return handler;
    }

    private static bool Accepts(X509Certificate? shown, SslPolicyErrors errors, string wanted)
    {
        var fingerprint = shown is null ? "" : shown.GetCertHashString(HashAlgorithmName.SHA256);
        if (wanted == TrustedOnly ? errors == SslPolicyErrors.None : fingerprint == wanted)
            return true;
        throw new CertificateRefusedException(fingerprint, wanted == TrustedOnly ? "this machine does not trust" : "is not the one that the host's settings name");
    }

    private static SocketsHttpHandler Create(Uri endpoint, RestOptions options) => new()
    {
        // A redirect would carry the credentials to whoever it names.
        AllowAutoRedirect = false,
        UseCookies = false,

        // The environment's proxy does not know this machine's loopback, where sandboxes live.
        UseProxy = !endpoint.IsLoopback,

        // Shorter than the usual server's: a create on a connection that the server has just closed costs a settle window.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        ConnectCallback = (context, token) => ConnectAsync(context, options, token),
    };

    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context, RestOptions options, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, linked.Token).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            socket.Dispose();

            // The handler wraps it as a connection error; the inner type tells the two apart.
            throw new TimeoutException($"No connection to {context.DnsEndPoint.Host} within the time allowed.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

using EdgeProvision.Engine.Hosts.Keys;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>
/// One attempt to connect and log in. SSH.NET blocks its thread from the banner on and then heeds no token, so each attempt has a thread of its own, which is
/// left to run out by itself (within the attempt's time) when nobody waits for it any more.
/// </summary>
internal sealed class SshDialer(SshSettings settings, TimeProvider time, SemaphoreSlim handshakes)
{
    public async Task<SshLink> DialAsync(HostConnection connection, LoginKeys keys, TimeSpan timeout, CancellationToken cancellationToken)
    {
        SshPublicKey? pin = null;
        if (connection.PinnedKey is { } text && !SshPublicKey.TryParse(text, out pin))
            throw SshErrors.PinUnreadable(connection);
        SeenKey seen = new();
        try
        {
            return await AttemptAsync(connection, keys, pin, acceptAny: pin is null && connection.AcceptFirstContact, seen, timeout, cancellationToken);
        }
        catch (SshConnectionException error) when (error.DisconnectReason == DisconnectReason.KeyExchangeFailed && seen.Key is { } found)
        {
            throw pin is null ? SshErrors.HostKeyUnknown(connection, found) : SshErrors.HostKeyChanged(connection, pin, found);
        }
        catch (SshConnectionException error) when (pin is not null && error.DisconnectReason == DisconnectReason.KeyExchangeFailed && error.Message.Contains("host key", StringComparison.OrdinalIgnoreCase))
        {
            // The host has no key of the pinned type any more; look which one it has, for the message only.
            throw SshErrors.HostKeyChanged(connection, pin, await LookOrNullAsync(connection, timeout, cancellationToken));
        }
    }

    /// <summary>The key that a host shows; the connection ends there, before anybody logs in. Null where it showed none although something answered.</summary>
    public async Task<SshPublicKey?> LookAsync(HostConnection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        SeenKey seen = new();
        try
        {
            await using SshLink link = await AttemptAsync(connection, null, pin: null, acceptAny: false, seen, timeout, cancellationToken);
        }
        catch (Exception error) when (seen.Key is not null && error is SshException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            return seen.Key;
        }
        return seen.Key;
    }

    private async Task<SshPublicKey?> LookOrNullAsync(HostConnection connection, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(connection, timeout, cancellationToken);
        }
        catch (Exception error) when (error is SshException or TimeoutException or IOException or System.Net.Sockets.SocketException)
        {
            return null;
        }
    }

    private async Task<SshLink> AttemptAsync(
        HostConnection connection, LoginKeys? keys, SshPublicKey? pin, bool acceptAny, SeenKey seen, TimeSpan timeout, CancellationToken cancellationToken)
    {
        AuthenticationMethod login = keys is null ? new NoneAuthenticationMethod(connection.User) : new PrivateKeyAuthenticationMethod(connection.User, [.. keys.Sources]);
        ConnectionInfo info = new(connection.Address, connection.Port, connection.User, login)
        {
            Timeout = timeout,
            ChannelCloseTimeout = TimeSpan.FromMilliseconds(300),
        };
        OfferOnly(info, pin);
        SshClient client = new(info);
        client.HostKeyReceived += (_, e) =>
        {
            SshPublicKey key = SshPublicKey.FromBlob(e.HostKey);
            seen.Key = key;
            e.CanTrust = pin is null ? acceptAny : key == pin;
        };
        long begin = time.GetTimestamp();
        CancellationTokenSource abandoned = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bool holdsSlot = false;
        client.ServerIdentificationReceived += (_, _) =>
        {
            // Only hosts that answer take a slot: those that still boot must not hold up the others.
            handshakes.Wait(abandoned.Token);
            holdsSlot = true;
            TimeSpan left = timeout - time.GetElapsedTime(begin);
            info.Timeout = left > TimeSpan.FromMilliseconds(100) ? left : TimeSpan.FromMilliseconds(100);
        };
        Task connecting = Task.Factory.StartNew(
            () =>
            {
                try
                {
                    client.Connect();
                }
                finally
                {
                    if (holdsSlot)
                        handshakes.Release();
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await connecting.WaitAsync(timeout, time, cancellationToken);
        }
        catch
        {
            await abandoned.CancelAsync();
            _ = connecting.ContinueWith(
                task =>
                {
                    _ = task.Exception;
                    client.Dispose();
                    abandoned.Dispose();
                },
                CancellationToken.None, TaskContinuationOptions.LongRunning, TaskScheduler.Default);
            throw;
        }
        abandoned.Dispose();
        info.Timeout = settings.SilenceLimit;
        return new SshLink(client, connection, seen.Key!, settings, time);
    }

    /// <summary>Certificates are not pinned, SHA-1 signatures are not accepted; with a pin, its own algorithm is the only one.</summary>
    private static void OfferOnly(ConnectionInfo info, SshPublicKey? pin)
    {
        foreach (string name in info.HostKeyAlgorithms.Keys.ToList())
        {
            bool fits = pin is null ? true : pin.Type == "ssh-rsa" ? name.StartsWith("rsa-sha2-", StringComparison.Ordinal) : name == pin.Type;
            if (!fits || name == "ssh-rsa" || name.Contains("-cert-", StringComparison.Ordinal))
                info.HostKeyAlgorithms.Remove(name);
        }
    }

    /// <summary>The key that the host showed; written by SSH.NET's receiving thread.</summary>
    private sealed class SeenKey
    {
        public volatile SshPublicKey? Key;
    }
}

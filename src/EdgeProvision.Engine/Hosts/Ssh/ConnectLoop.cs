using System.Net.Sockets;
using EdgeProvision.Model;
using Renci.SshNet.Common;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>
/// Repeats attempts to log in until the deadline. What may pass by itself is repeated (nothing listens yet, the machine boots, the connection is cut);
/// a refused login is repeated only within the grace of a first contact; all else is final.
/// </summary>
internal sealed class ConnectLoop(SshSettings settings, TimeProvider time, Func<double> random)
{
    /// <summary>Runs <paramref name="attempt"/>, which gets the time that it may take, until it succeeds or what it says is final.</summary>
    public async Task<T> RunAsync<T>(HostConnection connection, string offered, Func<TimeSpan, CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        long? firstRefusal = null;
        Exception? last = null;
        for (int attempts = 0; ; attempts++)
        {
            TimeSpan left = connection.Deadline - time.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
                throw SshErrors.Unreachable(connection, time.GetElapsedTime(begin), attempts, last);
            TimeSpan pause = PauseAfter(attempts, refused: false);
            try
            {
                return await attempt(left < settings.AttemptTimeout ? left : settings.AttemptTimeout, cancellationToken);
            }
            catch (Exception error) when (IsRefusal(error))
            {
                firstRefusal ??= time.GetTimestamp();
                TimeSpan refusing = time.GetElapsedTime(firstRefusal.Value);
                pause = PauseAfter(attempts, refused: true);
                bool patient = connection.AcceptFirstContact && refusing + pause <= settings.LoginGrace && time.GetElapsedTime(begin) + pause < connection.Deadline;
                if (!patient)
                    throw SshErrors.LoginRefused(connection, offered, refusing, error);
                last = error;
            }
            catch (Exception error) when (HasNoCommonAlgorithm(error))
            {
                throw SshErrors.NoCommonAlgorithm(connection, error);
            }
            catch (Exception error) when (MayPass(error))
            {
                // An attempt that had hardly any time left says only that; what the one before it met is worth more.
                if (last is null || left > TimeSpan.FromSeconds(1) || error is not (TimeoutException or SshOperationTimeoutException))
                    last = error;
            }
            left = connection.Deadline - time.GetElapsedTime(begin);
            await Task.Delay(pause < left ? pause : left > TimeSpan.Zero ? left : TimeSpan.Zero, time, cancellationToken);
        }
    }

    /// <summary>
    /// Doubling with jitter. Between refused logins never less than two, soon six seconds: OpenSSH since 9.8 shuts out an address for which failures gather faster.
    /// </summary>
    private TimeSpan PauseAfter(int attempts, bool refused)
    {
        double seconds = Math.Min(settings.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20)), settings.LongestPause.TotalSeconds);
        if (refused)
            seconds = Math.Min(Math.Max(seconds, settings.FirstPause.TotalSeconds * 4), Math.Min(settings.LongestPause.TotalSeconds, 6));
        return TimeSpan.FromSeconds(seconds * (0.75 + (random() / 2)));
    }

    private static bool IsRefusal(Exception error) =>
        error is SshAuthenticationException
        || (error is SshConnectionException && error.Message.Contains("authentication failures", StringComparison.OrdinalIgnoreCase));

    private static bool HasNoCommonAlgorithm(Exception error) =>
        error is SshConnectionException { DisconnectReason: Renci.SshNet.Messages.Transport.DisconnectReason.KeyExchangeFailed };

    private static bool MayPass(Exception error) =>
        error is SocketException or IOException or TimeoutException or ObjectDisposedException or (SshException and not SshPassPhraseNullOrEmptyException)
            && error is not EdgeException;
}

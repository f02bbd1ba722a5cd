namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>
/// Opens channels by SSH.NET. One connector serves all hosts: it limits how many handshakes go on at once.
/// A refused login is repeated for <see cref="SshSettings.LoginGrace"/> where <see cref="HostConnection.AcceptFirstContact"/> says that the machine is new, and final at once elsewhere.
/// </summary>
public sealed class SshConnector : IHostConnector, IDisposable
{
    private readonly SshSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _handshakes;
    private readonly SshDialer _dialer;
    private readonly ConnectLoop _loop;

    /// <summary>Makes a connector.</summary>
    /// <param name="settings">Times and limits.</param>
    /// <param name="time">The clock of all waiting.</param>
    /// <param name="random">Numbers from 0 to 1 for the jitter of pauses; null for real randomness.</param>
    public SshConnector(SshSettings settings, TimeProvider time, Func<double>? random = null)
    {
        _settings = settings;
        _time = time;
        _handshakes = new(settings.ConcurrentHandshakes);
        _dialer = new(settings, time, _handshakes);
        _loop = new(settings, time, random ?? Random.Shared.NextDouble);
    }

    /// <inheritdoc/>
    public async Task<IHostChannel> ConnectAsync(HostConnection connection, CancellationToken cancellationToken)
    {
        LoginKeys keys = await LoginKeys.OpenAsync(connection.Credentials, cancellationToken);
        try
        {
            SshLink link = await DialAsync(connection, keys, cancellationToken);
            SshChannel channel = new(this, connection with { PinnedKey = link.HostKey.Line }, keys, link, _settings, _time);
            try
            {
                await channel.CheckRootAsync(cancellationToken);
            }
            catch
            {
                await channel.DisposeAsync();
                throw;
            }
            return channel;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<string> ReadHostKeyAsync(string address, int port, TimeSpan deadline, CancellationToken cancellationToken)
    {
        HostConnection connection = new(address, port, "nobody", new SshCredentials(null, null, null, "", "nothing"), null, AcceptFirstContact: false, deadline);
        return _loop.RunAsync(
            connection, "nothing",
            async (timeout, token) => (await _dialer.LookAsync(connection, timeout, token) ?? throw new TimeoutException("The host showed no key.")).Line,
            cancellationToken);
    }

    /// <summary>Connects without looking further: for a channel that has lost its connection.</summary>
    internal Task<SshLink> DialAsync(HostConnection connection, LoginKeys keys, CancellationToken cancellationToken) =>
        _loop.RunAsync(connection, keys.Offered, (timeout, token) => _dialer.DialAsync(connection, keys, timeout, token), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _handshakes.Dispose();
}

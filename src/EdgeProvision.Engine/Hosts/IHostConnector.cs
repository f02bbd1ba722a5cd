namespace EdgeProvision.Engine.Hosts;

/// <summary>
/// Opens channels to edge hosts: the seam behind which SSH lies, and in the modelled world modelled hosts.
/// </summary>
public interface IHostConnector
{
    /// <summary>
    /// Connects and logs in. Repeats with back-off until <see cref="HostConnection.Deadline"/> while the host does not answer;
    /// a refused login or a wrong host key is final at once.
    /// </summary>
    Task<IHostChannel> ConnectAsync(HostConnection connection, CancellationToken cancellationToken);

    /// <summary>
    /// The key that a host shows (<c>ssh-ed25519 AAAA…</c>), whatever it is. Nobody logs in and nothing is sent: it is for whoever knows the key to look at. Repeats
    /// with back-off until the deadline while the host does not answer.
    /// </summary>
    Task<string> ReadHostKeyAsync(string address, int port, TimeSpan deadline, CancellationToken cancellationToken);
}

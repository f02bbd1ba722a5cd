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
}

using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Aliases;

/// <summary>Tells a host as which address a public one reaches it, where the provider translates it on the way. Every call may be repeated.</summary>
public interface IHostTranslation
{
    /// <summary>Tells it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="address">The public address.</param>
    /// <param name="inner">As what it arrives; null when it does no longer.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="EdgeProvision.Model.EdgeException">The host could not be told.</exception>
    Task TellAsync(HostObject host, string address, string? inner, CancellationToken cancellationToken);
}

using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Origins;

/// <summary>From where machines are logged in to, for drivers that have to say who may come in.</summary>
public interface ILoginOrigins
{
    /// <summary>The networks of the front-end and of this machine, as the provider sees them: one at least.</summary>
    /// <param name="endpoint">Where the provider is.</param>
    /// <param name="service">
    /// What tells a caller its address, of the provider's own; null when it has none. The user's setting comes before. One that has such a service is on the Internet, whatever its name leads to.
    /// </param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EdgeException"><c>LoginOriginUnknown</c>.</exception>
    Task<SeenOrigins> FindAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken);

    /// <summary>The network of this machine alone, for who lets nobody in by it: nothing is told of it. Null where it is not known.</summary>
    /// <param name="endpoint">Where the provider is.</param>
    /// <param name="service">As above.</param>
    /// <param name="cancellationToken">Stops.</param>
    Task<string?> FindOwnAsync(Uri endpoint, Uri? service, CancellationToken cancellationToken);
}

using System.Net;

namespace EdgeProvision.Engine.Providers.Origins;

/// <summary>What this machine knows of networks by itself: names and its own addresses. Nobody else is asked but its name servers.</summary>
public interface INetworkView
{
    /// <summary>The IPv4 addresses of a name or of a written address; none when it is not known.</summary>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);

    /// <summary>The IPv4 address that this machine would send from, or null when there is no way. Sends nothing.</summary>
    IPAddress? SourceTowards(IPAddress destination);
}

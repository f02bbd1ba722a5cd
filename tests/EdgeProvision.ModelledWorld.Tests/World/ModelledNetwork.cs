using System.Net;
using EdgeProvision.Engine.Providers.Origins;

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>The network that all of the modelled world is on, from a machine that has one address there.</summary>
internal sealed class ModelledNetwork(string own) : INetworkView
{
    private static readonly IPAddress Provider = IPAddress.Parse("10.0.0.1");

    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<IPAddress>>([host == "localhost" ? IPAddress.Loopback : Provider]);

    public IPAddress SourceTowards(IPAddress destination) => IPAddress.Parse(own);
}

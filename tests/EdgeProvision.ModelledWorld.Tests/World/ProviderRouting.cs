namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Leads a process's requests to the provider that their address names.</summary>
/// <param name="providers">Providers by the host of their address.</param>
internal sealed class ProviderRouting(IReadOnlyDictionary<string, InProcessHandler> providers) : HttpMessageHandler
{
    private readonly Dictionary<string, HttpMessageInvoker> _invokers = providers.ToDictionary(p => p.Key, p => new HttpMessageInvoker(p.Value, disposeHandler: false));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _invokers[request.RequestUri!.Host].SendAsync(request, cancellationToken);
}

namespace EdgeProvision.ModelledWorld.Tests.World;

/// <summary>Leads a process's requests to the provider that their address names.</summary>
internal sealed class ProviderRouting(InProcessHandler packet, InProcessHandler redfish) : HttpMessageHandler
{
    private readonly HttpMessageInvoker _packet = new(packet, disposeHandler: false);
    private readonly HttpMessageInvoker _redfish = new(redfish, disposeHandler: false);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        (request.RequestUri!.Host == "redfish.modelled" ? _redfish : _packet).SendAsync(request, cancellationToken);
}

using Amazon.Runtime;

namespace EdgeProvision.Engine.Providers.Ec2.Wire;

/// <summary>Makes the SDK speak over this engine's transport, and over that alone: it keeps, caches and disposes no client of its own.</summary>
internal sealed class SharedHttpClient(HttpMessageHandler transport) : HttpClientFactory
{
    // Deadlines are ours, on the injected clock.
    private readonly HttpClient client = new(transport, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
}

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on the front-end itself.</summary>
public sealed class SystemCalls
{
    private readonly FrontEndClient _client;

    internal SystemCalls(FrontEndClient client) => _client = client;

    /// <summary>The release.</summary>
    public async Task<FrontEndRelease> VersionAsync(CancellationToken token)
    {
        var call = FrontEndCall.Read("one.system.version", "the front-end");
        var text = await _client.RunAsync(call, token).ConfigureAwait(false);
        return FrontEndRelease.Parse(text) ?? throw _client.Errors(call).Unreadable("it holds no version", excerpt: "");
    }

    /// <summary>The release and what this engine needs of the configuration.</summary>
    public async Task<FrontEndConfiguration> ConfigurationAsync(CancellationToken token)
    {
        var release = await VersionAsync(token).ConfigureAwait(false);
        return await _client.RunForXmlAsync(
            FrontEndCall.Read("one.system.config", "the front-end"), xml => FrontEndConfiguration.Read(release, xml), token).ConfigureAwait(false);
    }
}

namespace EdgeProvision.Engine.Providers.Http;

/// <summary>The service that a funnel leads to.</summary>
/// <param name="Provider">The driver's name, for errors and the trace.</param>
/// <param name="Endpoint">Base address; a path in it is kept.</param>
/// <param name="Headers">Sent with every request; values are secrets.</param>
/// <param name="CredentialSource">Where the credentials came from, or null.</param>
internal sealed record RestTarget(string Provider, Uri Endpoint, IReadOnlyDictionary<string, string> Headers, string? CredentialSource)
{
    private SecretFilter? filter;

    /// <summary>Removes the secrets from whatever the service says.</summary>
    public SecretFilter Filter => filter ??= new SecretFilter(Headers.Values.Concat(FurtherSecrets));

    /// <summary>Secrets that a header carries in another form: a password within a login.</summary>
    public IReadOnlyList<string> FurtherSecrets { get; init; } = [];

    /// <summary>The address of a path below the endpoint.</summary>
    public Uri Address(string path) => new(Endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);

    /// <inheritdoc/>
    public override string ToString() => $"{Provider} at {Endpoint}";
}

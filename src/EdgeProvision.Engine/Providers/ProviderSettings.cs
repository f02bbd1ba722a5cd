namespace EdgeProvision.Engine.Providers;

/// <summary>Where a provider is spoken to and with what: resolved by the rules of docs/design/architecture.md (endpoints and secrets).</summary>
/// <param name="Driver">The driver's name.</param>
/// <param name="Endpoint">Base address of the service.</param>
/// <param name="Secrets">Credentials by descriptor key (<c>packet_token</c>); never printed.</param>
/// <param name="Project">Project or account, where the service has them.</param>
/// <param name="Region">Region, where the service has them.</param>
/// <param name="SettleWindow">The settle window that a sandbox publishes, or null for the driver's own.</param>
public sealed record ProviderSettings(
    string Driver, Uri Endpoint, IReadOnlyDictionary<string, string> Secrets, string? Project, string? Region, TimeSpan? SettleWindow)
{
    /// <summary>Where the credentials were found, for errors: <c>PACKET_TOKEN of the environment</c>. Never a credential itself.</summary>
    public string? CredentialSource { get; init; }

    /// <summary>
    /// The descriptor's word for the project where the recorded one is an id and this a name (or the other way round): only the service can say
    /// whether they are the same, so the driver asks before its first call. Else null.
    /// </summary>
    public string? ProjectAlias { get; init; }

    /// <summary>The machines that front-end and descriptor name, for drivers of machines that stand already; else none.</summary>
    public IReadOnlyList<StandingMachine> Machines { get; init; } = [];

    /// <summary>The user's own folder of programs that change the power of such machines; null for none.</summary>
    public string? PowerCommandFolder { get; init; }

    /// <summary>What it is spoken to for, as notes at the provider name it: the operation; null for who only looks.</summary>
    public string? Work { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Driver} at {Endpoint}";
}

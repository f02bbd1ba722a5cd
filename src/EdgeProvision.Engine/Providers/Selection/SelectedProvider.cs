namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>A provider's endpoint and credentials, and why these.</summary>
/// <param name="Settings">What a driver is opened with.</param>
/// <param name="Explanation">One line for the user: where each part came from. No secrets.</param>
/// <param name="SecretsFrom">Where the credentials came from: decides whether they may be stored with the provision.</param>
public sealed record SelectedProvider(ProviderSettings Settings, string Explanation, CredentialOrigin SecretsFrom)
{
    /// <summary>
    /// The recorded endpoint, when a parameter gives another one: it may be used only after it has listed the recorded project and shown every
    /// recorded device. Else null.
    /// </summary>
    public Uri? ReplacedEndpoint { get; init; }

    /// <summary>What the user should look at.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

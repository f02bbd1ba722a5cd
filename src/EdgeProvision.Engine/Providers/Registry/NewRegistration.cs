namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>What a user gives to register a provider, not checked yet.</summary>
/// <param name="Name">The name.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Endpoint">Base address of the API.</param>
public sealed record NewRegistration(string Name, string Driver, string Endpoint)
{
    /// <summary>Project or account.</summary>
    public string? Project { get; init; }

    /// <summary>Region.</summary>
    public string? Region { get; init; }

    /// <summary>Where the credentials come from, in the order of the driver's keys; none for the environment variables of the driver.</summary>
    public IReadOnlyList<string> CredentialSources { get; init; } = [];
}

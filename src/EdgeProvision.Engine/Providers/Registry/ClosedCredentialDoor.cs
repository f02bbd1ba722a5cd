using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>A door behind which is neither a vault nor somebody to ask.</summary>
public sealed class ClosedCredentialDoor : ICredentialDoor
{
    /// <summary>The door.</summary>
    public static ClosedCredentialDoor Instance { get; } = new();

    /// <inheritdoc/>
    public Task<string> ReadSecretAsync(string name, string? vault, CancellationToken cancellationToken) =>
        throw new EdgeException("SecretVaultMissing", ErrorKind.NotSupported, $"The secret '{name}' is in a vault of SecretManagement, which only a PowerShell session can open.")
        {
            Target = name,
            RecommendedAction = "Run the command in PowerShell, or register the provider with another credential source, such as env:NAME.",
        };

    /// <inheritdoc/>
    public Task<string?> AskAsync(string what, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}

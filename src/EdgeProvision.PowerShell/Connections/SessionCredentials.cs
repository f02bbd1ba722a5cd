using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>The session's vaults and its user, through whichever cmdlet runs in this flow of work. Completion has none: it neither asks nor unlocks.</summary>
internal sealed class SessionCredentials : ICredentialDoor
{
    private static readonly AsyncLocal<SecretAsker?> s_asker = new();

    public static SessionCredentials Instance { get; } = new();

    /// <summary>Who asks in this flow of work.</summary>
    public static SecretAsker? Asker
    {
        set => s_asker.Value = value;
    }

    /// <inheritdoc/>
    public Task<string> ReadSecretAsync(string name, string? vault, CancellationToken cancellationToken) => s_asker.Value is { } asker
        ? asker.ReadAsync(name, vault, cancellationToken)
        : throw new EdgeException("SecretNotRead", ErrorKind.AccessDenied, $"The secret '{name}' is not read outside of a command.") { Target = name };

    /// <inheritdoc/>
    public Task<string?> AskAsync(string what, CancellationToken cancellationToken) => s_asker.Value?.AskAsync(what, cancellationToken) ?? Task.FromResult<string?>(null);
}

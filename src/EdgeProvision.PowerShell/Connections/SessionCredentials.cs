using EdgeProvision.Engine.Providers.Registry;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>The session's vaults and its user, through whichever cmdlet runs in this flow of work. Completion has none: it neither asks nor unlocks.</summary>
internal sealed class SessionCredentials : ICredentialDoor
{
    private static readonly AsyncLocal<EdgeCmdlet?> s_cmdlet = new();

    public static SessionCredentials Instance { get; } = new();

    /// <summary>Who asks in this flow of work.</summary>
    public static EdgeCmdlet? Asker
    {
        set => s_cmdlet.Value = value;
    }

    /// <inheritdoc/>
    public Task<string> ReadSecretAsync(string name, string? vault, CancellationToken cancellationToken) => s_cmdlet.Value is { } cmdlet
        ? cmdlet.AskAsync(() => SecretVault.Read(cmdlet, name, vault), cancellationToken)
        : throw new EdgeException("SecretNotRead", ErrorKind.AccessDenied, $"The secret '{name}' is not read outside of a command.") { Target = name };

    /// <inheritdoc/>
    public Task<string?> AskAsync(string what, CancellationToken cancellationToken) => s_cmdlet.Value is { } cmdlet
        ? cmdlet.AskAsync(() => SecretPrompt.Ask(cmdlet, what), cancellationToken)
        : Task.FromResult<string?>(null);
}

using EdgeProvision.Engine.Providers.Registry;

namespace EdgeProvision.Cli;

/// <summary>Asks on the terminal for credentials of registered providers; vaults are PowerShell's.</summary>
internal sealed class TerminalCredentials(CommandRun run) : ICredentialDoor
{
    public Task<string> ReadSecretAsync(string name, string? vault, CancellationToken cancellationToken) =>
        ClosedCredentialDoor.Instance.ReadSecretAsync(name, vault, cancellationToken);

    public Task<string?> AskAsync(string what, CancellationToken cancellationToken)
    {
        if (!run.IsInteractive)
            return Task.FromResult<string?>(null);
        run.Messages.Ask($"{what}: ");
        return Task.FromResult(run.Terminal.ReadSecret());
    }
}

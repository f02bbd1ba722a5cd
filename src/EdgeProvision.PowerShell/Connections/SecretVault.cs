using System.Management.Automation;
using System.Net;
using System.Security;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Connections;

/// <summary>Secrets of the session's vaults, by the command Get-Secret of Microsoft.PowerShell.SecretManagement.</summary>
internal static class SecretVault
{
    private const string Command = "Get-Secret";

    private const string Script = """
        param($Name, $Vault)
        if ($Vault) { Get-Secret -Name $Name -Vault $Vault -ErrorAction Stop } else { Get-Secret -Name $Name -ErrorAction Stop }
        """;

    /// <summary>The secret as text. On the pipeline's thread.</summary>
    /// <exception cref="EdgeException"><c>SecretVaultMissing</c>, <c>SecretNotRead</c>, <c>SecretNotText</c>.</exception>
    public static string Read(EdgeCmdlet cmdlet, string name, string? vault)
    {
        if (cmdlet.InvokeCommand.GetCommand(Command, CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias) is null)
        {
            throw new EdgeException("SecretVaultMissing", ErrorKind.NotSupported, $"The secret '{name}' is in a vault of SecretManagement, and this session has no command {Command}.")
            {
                Target = name,
                RecommendedAction = "Install the modules Microsoft.PowerShell.SecretManagement and one for your vault, or register the provider with another credential source.",
            };
        }

        try
        {
            var found = cmdlet.InvokeCommand.InvokeScript(Script, true, System.Management.Automation.Runspaces.PipelineResultTypes.None, null, name, vault);
            return found.Count == 1 ? Text(found[0], name) : throw NotText(name);
        }
        catch (RuntimeException error) when (error is not PipelineStoppedException)
        {
            throw new EdgeException("SecretNotRead", ErrorKind.NotFound, $"The secret '{name}'{(vault is null ? "" : $" of the vault '{vault}'")} cannot be read: {error.ErrorRecord.Exception.Message.TrimEnd('.')}.", error)
            {
                Target = name,
                RecommendedAction = "See Get-SecretInfo for the secrets that there are, unlock the vault, or store it with Set-Secret.",
            };
        }
    }

    private static string Text(PSObject? secret, string name) => secret?.BaseObject switch
    {
        SecureString secure => new NetworkCredential("", secure).Password,
        PSCredential credential => credential.GetNetworkCredential().Password,
        string text => text,
        _ => throw NotText(name),
    };

    private static EdgeException NotText(string name) =>
        new("SecretNotText", ErrorKind.InvalidInput, $"The secret '{name}' is neither a text nor a password.")
        {
            Target = name,
            RecommendedAction = "Store the credential as a string, SecureString or PSCredential.",
        };
}

namespace EdgeProvision.PowerShell.Completion;

/// <summary>Forms of credential sources.</summary>
public sealed class CredentialSourceCompleter : WordCompleter
{
    private protected override IEnumerable<Offer> Offers() =>
    [
        new("env:PACKET_TOKEN", "An environment variable: env:NAME."),
        new("prompt", "Asked for when it is needed, once a session."),
        new("secret:", "A secret of SecretManagement: secret:NAME or secret:NAME@VAULT."),
    ];
}

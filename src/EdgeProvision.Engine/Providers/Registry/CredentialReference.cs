using System.Text.RegularExpressions;

namespace EdgeProvision.Engine.Providers.Registry;

/// <summary>Where a credential comes from. It is all that is ever kept of one.</summary>
public abstract partial record CredentialReference
{
    /// <summary>The forms that there are, for messages.</summary>
    public const string Forms = "env:NAME for an environment variable, secret:NAME or secret:NAME@VAULT for a secret of SecretManagement, or prompt";

    private CredentialReference()
    {
    }

    /// <summary>An environment variable: <c>env:NAME</c>.</summary>
    public sealed record EnvironmentVariable(string Name) : CredentialReference
    {
        /// <inheritdoc/>
        public override string ToString() => $"env:{Name}";
    }

    /// <summary>A secret of a vault: <c>secret:NAME</c>, <c>secret:NAME@VAULT</c>.</summary>
    public sealed record Secret(string Name, string? Vault) : CredentialReference
    {
        /// <inheritdoc/>
        public override string ToString() => Vault is null ? $"secret:{Name}" : $"secret:{Name}@{Vault}";
    }

    /// <summary>Asked for when it is needed: <c>prompt</c>.</summary>
    public sealed record Prompt : CredentialReference
    {
        /// <inheritdoc/>
        public override string ToString() => "prompt";
    }

    /// <summary>Reads a reference; null for a text that is none. Such a text may be a credential itself, and must not be shown.</summary>
    public static CredentialReference? Find(string? text)
    {
        if (text is "prompt")
            return new Prompt();
        if (text is not null && VariablePattern().Match(text) is { Success: true } variable)
            return new EnvironmentVariable(variable.Groups["name"].Value);
        return text is not null && SecretPattern().Match(text) is { Success: true } secret
            ? new Secret(secret.Groups["name"].Value, secret.Groups["vault"] is { Success: true, Value: var vault } ? vault : null)
            : null;
    }

    [GeneratedRegex(@"\Aenv:(?<name>[A-Za-z_][A-Za-z0-9_]{0,254})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex VariablePattern();

    [GeneratedRegex(@"\Asecret:(?<name>[^\s@\p{C}][^@\p{C}]{0,254})(@(?<vault>[^\s@\p{C}][^@\p{C}]{0,254}))?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex SecretPattern();
}

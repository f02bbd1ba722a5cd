namespace EdgeProvision.Engine.Hosts;

/// <summary>The user's SSH key. Text of a private key is never printed: <c>ToString</c> names the source only.</summary>
/// <param name="PrivateKeyText">The private key file's content, or null when an agent is to be used.</param>
/// <param name="Passphrase">For an encrypted key.</param>
/// <param name="AgentSocket">Path of an agent's socket (<c>SSH_AUTH_SOCK</c>), or null.</param>
/// <param name="PublicKey">The public key line that a rented machine is to accept.</param>
/// <param name="Source">Where the key came from, for messages.</param>
public sealed record SshCredentials(string? PrivateKeyText, string? Passphrase, string? AgentSocket, string PublicKey, string Source)
{
    /// <inheritdoc/>
    public override string ToString() => $"SSH key from {Source}";
}

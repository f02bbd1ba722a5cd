namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>The places that may name the user's SSH key. Empty text, asterisks only and <c>canary</c> count as not given.</summary>
public sealed record SshKeyRequest
{
    /// <summary>Path that a parameter of this command gave.</summary>
    public string? Parameter { get; init; }

    /// <summary><c>private_key</c> as the descriptor has it: a path, or the key itself.</summary>
    public string? PrivateKey { get; init; }

    /// <summary><c>public_key</c> as the descriptor has it: a path, or the key itself.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The sandbox's own key. Where it is given nothing else is looked at, so that nobody's key goes to a sandbox.</summary>
    public string? SandboxPrivateKey { get; init; }

    /// <summary><c>SSH_AUTH_SOCK</c>.</summary>
    public string? AgentSocket { get; init; }
}

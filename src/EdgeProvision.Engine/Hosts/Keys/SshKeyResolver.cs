using EdgeProvision.Engine.Hosts.Ssh.Agent;
using EdgeProvision.Model;
using Renci.SshNet;

namespace EdgeProvision.Engine.Hosts.Keys;

/// <summary>
/// Finds the user's SSH key before anything is rented: parameter, else the descriptor's <c>private_key</c>, else the original's path, else an agent.
/// The first that is given must be readable.
/// </summary>
/// <param name="readFile">Reads a text file; null when it does not exist or cannot be read.</param>
/// <param name="askPassphrase">Asks for the passphrase of the key from a source; null when nobody can be asked.</param>
/// <param name="listAgentKeys">Lists an agent's keys; null for a real agent.</param>
public sealed class SshKeyResolver(
    Func<string, string?> readFile, Func<string, CancellationToken, Task<string?>> askPassphrase,
    Func<string, CancellationToken, Task<IReadOnlyList<SshPublicKey>>>? listAgentKeys = null)
{
    /// <summary>Where the original keeps its key.</summary>
    public const string DefaultPrivateKey = "/var/lib/one/.ssh/ddc/id_rsa";

    private readonly Func<string, CancellationToken, Task<IReadOnlyList<SshPublicKey>>> _listAgentKeys = listAgentKeys ?? ((socket, token) => new SshAgent(socket).ListKeysAsync(token));

    /// <summary>Answers what to log in with and what a rented machine is to accept.</summary>
    /// <exception cref="EdgeException"><c>SshKeyUnreadable</c>, <c>SshKeyNotFound</c>, <c>SshPublicKeyUnreadable</c>, <c>SshKeyPassphraseMissing</c>, <c>SshKeyPassphraseWrong</c>, <c>SshAgentUnreachable</c>.</exception>
    public async Task<SshCredentials> ResolveAsync(SshKeyRequest request, CancellationToken cancellationToken)
    {
        if (request.SandboxPrivateKey is { } own)
            return await ReadAsync(own, "the sandbox", null, null, cancellationToken);
        string? publicKey = PublicKeyOf(request.PublicKey);
        if (Given(request.Parameter) is { } parameter)
            return await ReadAsync(parameter, "the parameter for the private key", publicKey, request.AgentSocket, cancellationToken);
        if (Given(request.PrivateKey) is { } descriptor)
            return await ReadAsync(descriptor, "the descriptor's private_key", publicKey, request.AgentSocket, cancellationToken);
        if (readFile(DefaultPrivateKey) is not null)
            return await ReadAsync(DefaultPrivateKey, "the default", publicKey, request.AgentSocket, cancellationToken);
        return await FromAgentAsync(request.AgentSocket, publicKey, cancellationToken);
    }

    private async Task<SshCredentials> ReadAsync(string pathOrKey, string namedBy, string? publicKey, string? agentSocket, CancellationToken cancellationToken)
    {
        bool literal = pathOrKey.Contains("-----BEGIN", StringComparison.Ordinal);
        string source = literal ? namedBy : pathOrKey;
        string text = literal ? pathOrKey : readFile(pathOrKey) ?? throw FileUnreadable(pathOrKey, namedBy);
        string? passphrase = null;
        if (PrivateKeyReader.IsEncrypted(text, source))
        {
            // An agent that holds the key spares the question.
            if (agentSocket is not null && PrivateKeyReader.PublicKeyOfEncrypted(text) is { } known && await HoldsAsync(agentSocket, known, cancellationToken))
                return new(null, null, agentSocket, publicKey ?? known.Line, $"{source}, held by the agent at {agentSocket}");
            passphrase = await askPassphrase(source, cancellationToken);
        }
        using PrivateKeyFile key = PrivateKeyReader.Read(text, passphrase, source);
        return new(text, passphrase, null, publicKey ?? PrivateKeyReader.PublicKeyOf(key).Line, source);
    }

    private async Task<SshCredentials> FromAgentAsync(string? socket, string? publicKey, CancellationToken cancellationToken)
    {
        if (Given(socket) is null)
            throw NotFound($"neither a parameter nor the descriptor names one, {DefaultPrivateKey} cannot be read, and SSH_AUTH_SOCK names no agent");
        IReadOnlyList<SshPublicKey> keys = await _listAgentKeys(socket!, cancellationToken);
        if (keys.Count == 0)
            throw NotFound($"neither a parameter nor the descriptor names one, {DefaultPrivateKey} cannot be read, and the agent at {socket} holds none");
        if (publicKey is not null && SshPublicKey.TryParse(publicKey, out SshPublicKey? wanted) && !keys.Contains(wanted))
            throw NotFound($"the agent at {socket} does not hold the private half of public_key ({wanted})");
        return new(null, null, socket, publicKey ?? keys[0].Line, $"the agent at {socket}");
    }

    private async Task<bool> HoldsAsync(string socket, SshPublicKey key, CancellationToken cancellationToken)
    {
        try
        {
            return (await _listAgentKeys(socket, cancellationToken)).Contains(key);
        }
        catch (EdgeException)
        {
            // A stale SSH_AUTH_SOCK does no harm where a passphrase can be asked for.
            return false;
        }
    }

    /// <summary>The file's content if the text names one, else the text itself, which then has to be a key: the original took any text for one.</summary>
    private string? PublicKeyOf(string? text)
    {
        if (Given(text) is not { } given)
            return null;
        string content = (readFile(given) ?? given).Trim();
        string[] lines = content.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 0 && lines.All(line => SshPublicKey.TryParse(line, out _)))
            return string.Join('\n', lines);
        throw new EdgeException("SshPublicKeyUnreadable", ErrorKind.InvalidInput, $"public_key is neither a file that can be read nor a public key: {Ssh.SshErrors.Printable(given)}")
        {
            Target = given,
            RecommendedAction = "Correct connection.public_key in the descriptor, or leave it out: it is derived from the private key.",
        };
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) || text.Trim().All(c => c == '*') || text.Trim() == "canary" ? null : text.Trim();

    private static EdgeException FileUnreadable(string path, string namedBy) =>
        new("SshKeyUnreadable", ErrorKind.InvalidInput, $"The SSH private key {path}, named by {namedBy}, does not exist or cannot be read. Nothing was rented.")
        {
            Target = path,
            RecommendedAction = "Correct the path (connection.private_key in the descriptor), or make the file readable for the user who runs this command.",
        };

    private static EdgeException NotFound(string why) =>
        new("SshKeyNotFound", ErrorKind.NotFound, $"There is no SSH key to log in to hosts with: {why}. Nothing was rented.")
        {
            RecommendedAction = $"Name your key in the descriptor (connection: private_key), make one (ssh-keygen -t ed25519 -f {DefaultPrivateKey}), or load one into an agent (ssh-add).",
        };
}

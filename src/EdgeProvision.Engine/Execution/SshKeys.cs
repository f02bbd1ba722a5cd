using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Settings;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>The user's SSH keys: in a sandbox the sandbox's alone, so that nobody's key goes there.</summary>
public sealed class SshKeys(IHostEnvironment machine, AttributeTree? sandbox)
{
    /// <summary>Reads the key that is to be used.</summary>
    /// <param name="privateKey">Path or text of the private key, or null for the original's path.</param>
    /// <param name="publicKey">Path or text of the public key, or null to derive it.</param>
    /// <param name="questions">Asked for a passphrase.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EdgeException"><c>SshKeyUnreadable</c> and its like, before anything is rented.</exception>
    public async Task<SshCredentials> ResolveAsync(string? privateKey, string? publicKey, IQuestions questions, CancellationToken cancellationToken)
    {
        SshKeyResolver resolver = new(path => machine.ReadFile(Expand(path)), (source, token) => questions.PassphraseAsync(source, token));
        return await resolver.ResolveAsync(
            new() { PrivateKey = privateKey, PublicKey = publicKey, SandboxPrivateKey = sandbox?.Text("SSH_PRIVATE_KEY"), AgentSocket = machine.Variable("SSH_AUTH_SOCK") },
            cancellationToken).ConfigureAwait(false);
    }

    private string Expand(string path) => path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(machine.Home, path[2..]) : path;
}

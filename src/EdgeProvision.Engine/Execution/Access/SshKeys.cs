using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Settings;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>The user's SSH keys: in a sandbox the sandbox's alone, so that nobody's key goes there.</summary>
public sealed class SshKeys(IHostEnvironment machine, AttributeTree? sandbox)
{
    private const string DefaultPublicKey = SshKeyResolver.DefaultPrivateKey + ".pub";

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
            new() { PrivateKey = Given(privateKey, SshKeyResolver.DefaultPrivateKey), PublicKey = Given(publicKey, DefaultPublicKey), SandboxPrivateKey = sandbox?.Text("SSH_PRIVATE_KEY"), AgentSocket = machine.Variable("SSH_AUTH_SOCK") },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Every descriptor has the original's paths where the user says nothing: they name no key of the user's, and beside another private key the
    /// public one would be the wrong one.
    /// </summary>
    private static string? Given(string? text, string byDefault) => text == byDefault ? null : text;

    private string Expand(string path) => path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(machine.Home, path[2..]) : path;
}

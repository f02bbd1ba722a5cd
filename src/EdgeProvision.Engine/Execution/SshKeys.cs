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
    private const string DefaultPrivateKey = "/var/lib/one/.ssh/ddc/id_rsa";

    /// <summary>Reads the key that is to be used.</summary>
    /// <param name="privateKey">Path or text of the private key, or null for the original's path.</param>
    /// <param name="publicKey">Path or text of the public key, or null to derive it.</param>
    /// <param name="questions">Asked for a passphrase.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="EdgeException"><c>SshKeyUnreadable</c> and its like, before anything is rented.</exception>
    public async Task<SshCredentials> ResolveAsync(string? privateKey, string? publicKey, IQuestions questions, CancellationToken cancellationToken)
    {
        if (sandbox is not null)
            (privateKey, publicKey) = (sandbox.Text("SSH_PRIVATE_KEY"), null);
        var path = privateKey ?? DefaultPrivateKey;
        var isText = path.Contains("-----BEGIN", StringComparison.Ordinal);
        var source = isText ? "the descriptor" : path;
        var text = isText ? path : machine.ReadFile(Expand(path));
        var agent = machine.Variable("SSH_AUTH_SOCK");
        if (text is null)
            throw NotReadable(path);

        string? passphrase = null;
        if (PrivateKeyReader.IsEncrypted(text, source))
            passphrase = await questions.PassphraseAsync(source, cancellationToken).ConfigureAwait(false);
        using var key = PrivateKeyReader.Read(text, passphrase, source);
        return new SshCredentials(text, passphrase, agent, PublicLine(publicKey) ?? PrivateKeyReader.PublicKeyOf(key).Line, source);
    }

    /// <summary>A path whose file is readable, or the key itself; anything else counts as not given.</summary>
    private string? PublicLine(string? publicKey)
    {
        if (publicKey is null)
            return null;
        var text = machine.ReadFile(Expand(publicKey)) ?? publicKey;
        return SshPublicKey.TryParse(text.Trim(), out var key) ? key.Line : null;
    }

    private string Expand(string path) => path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(machine.Home, path[2..]) : path;

    private static EdgeException NotReadable(string path) =>
        new("SshKeyUnreadable", ErrorKind.InvalidInput, $"The SSH private key {path} does not exist or cannot be read. Nothing was rented.")
        {
            Target = path,
            RecommendedAction = path == DefaultPrivateKey
                ? "Name your key in the descriptor (connection: private_key) or make one there: ssh-keygen -t ed25519 -f /var/lib/one/.ssh/ddc/id_rsa."
                : "Correct connection.private_key in the descriptor, or make the file readable for the user who runs this command.",
        };
}

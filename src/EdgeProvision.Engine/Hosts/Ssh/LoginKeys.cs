using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Hosts.Ssh.Agent;
using EdgeProvision.Model;
using Renci.SshNet;

namespace EdgeProvision.Engine.Hosts.Ssh;

/// <summary>The keys that are offered to a host, opened once for all attempts: opening an encrypted key is slow on purpose.</summary>
internal sealed class LoginKeys : IDisposable
{
    private readonly PrivateKeyFile? _file;

    private LoginKeys(PrivateKeyFile? file, IReadOnlyList<IPrivateKeySource> sources, string offered)
    {
        _file = file;
        Sources = sources;
        Offered = offered;
    }

    public IReadOnlyList<IPrivateKeySource> Sources { get; }

    /// <summary>What is offered, for messages: types, fingerprints and where they came from.</summary>
    public string Offered { get; }

    public static async Task<LoginKeys> OpenAsync(SshCredentials credentials, CancellationToken cancellationToken)
    {
        PrivateKeyFile? file = null;
        List<IPrivateKeySource> sources = [];
        List<string> offered = [];
        if (credentials.PrivateKeyText is { } text)
        {
            file = PrivateKeyReader.Read(text, credentials.Passphrase, credentials.Source);
            sources.Add(file);
            offered.Add($"{PrivateKeyReader.PublicKeyOf(file)} from {credentials.Source}");
        }
        if (credentials.PrivateKeyText is null && credentials.AgentSocket is { } socket)
        {
            SshAgent agent = new(socket);
            IReadOnlyList<SshPublicKey> held = await agent.ListKeysAsync(cancellationToken);
            // An agent may hold more keys than a server lets somebody try: the one that the machine was given goes alone.
            List<SshPublicKey> known = [.. credentials.PublicKey.Split('\n').Select(line => SshPublicKey.TryParse(line, out SshPublicKey? key) ? key : null).OfType<SshPublicKey>()];
            List<SshPublicKey> fitting = [.. held.Where(known.Contains)];
            foreach (SshPublicKey key in fitting.Count > 0 ? fitting : held)
            {
                sources.Add(new AgentKeySource(agent, key));
                offered.Add($"{key} from the agent at {socket}");
            }
        }
        if (sources.Count == 0)
        {
            throw new EdgeException("SshKeyNotFound", ErrorKind.NotFound, $"There is no SSH key to log in with: {credentials.Source} gave none.")
            {
                RecommendedAction = "Name a private key (connection.private_key), or load one into the agent (ssh-add) and set SSH_AUTH_SOCK.",
            };
        }
        return new(file, sources, string.Join(", ", offered));
    }

    public void Dispose() => _file?.Dispose();
}

using System.Globalization;
using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>
/// Machines that stand already are not trusted on first contact: their SSH keys must be known before anything is made. Of one whose key nobody knows, it is
/// looked which key it shows, so that the error can name it; nobody logs in.
/// </summary>
internal sealed class FirstContacts(IHostConnector connector, GivenHostKeys known)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(15);

    /// <exception cref="EdgeException"><c>HostKeyUnknown</c>.</exception>
    public async Task EnsureAsync(PreparedOperation prepared, CancellationToken cancellationToken)
    {
        var coming = prepared.Plan.Steps.Where(s => s.Kind is StepKind.ClaimHost or StepKind.RentDevice).Select(s => s.HostKey).ToHashSet();
        var looks = (prepared.Desired?.Hosts ?? [])
            .Where(h => coming.Contains(h.Key) && prepared.Providers.TryGetValue(h.Driver, out var provider) && !provider.Driver.MakesMachines)
            .Where(h => prepared.Observed.Host(h.Key)?.SshHostKey is null)
            .Select(h => (Host: h, Address: AddressOf(h), Port: PortOf(h)))
            .Where(h => !TemplateText.IsTemplate(h.Address) && known.Find(h.Host.Connection.Text("host_key"), [h.Address], h.Port) is null)
            .Select(h => LookAsync(h.Host, h.Address, h.Port, cancellationToken))
            .ToList();
        var unknown = await Task.WhenAll(looks).ConfigureAwait(false);
        if (unknown.Length > 0)
            throw Unknown(prepared, unknown);
    }

    private static string AddressOf(DescriptorHost host) => host.Provision.Text("address") ?? host.Provision.Text("ip") ?? host.Hostname;

    private static int PortOf(DescriptorHost host) =>
        int.TryParse(host.Connection.Text("remote_port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 22;

    private async Task<(DescriptorHost Host, string Address, SshPublicKey? Key, string Said)> LookAsync(DescriptorHost host, string address, int port, CancellationToken cancellationToken)
    {
        try
        {
            var line = await connector.ReadHostKeyAsync(address, port, s_longest, cancellationToken).ConfigureAwait(false);
            return SshPublicKey.TryParse(line, out var key) ? (host, address, key, $"showed {key}") : (host, address, null, $"showed {line}");
        }
        catch (EdgeException error)
        {
            return (host, address, null, $"does not show one: {error.Message}");
        }
    }

    private static EdgeException Unknown(PreparedOperation prepared, IReadOnlyList<(DescriptorHost Host, string Address, SshPublicKey? Key, string Said)> hosts)
    {
        var lines = hosts.Where(h => h.Key is not null).Select(h => $"host_key: \"{h.Key!.Line}\" for {h.Host.Hostname}").ToList();
        var written = lines.Count > 0 ? $"either write {string.Join(", ", lines)} into the connection section of the host" : "either write its key as host_key into the connection section of the host";
        return new EdgeException(
            "HostKeyUnknown", ErrorKind.Security,
            $"Nobody knows the SSH host keys of these machines, which stand already: {string.Join("; ", hosts.Select(h => $"{h.Host.Hostname} ({h.Address}) {h.Said.TrimEnd('.')}"))}. Nothing was made, and nobody logged in.")
        {
            Target = prepared.Observed.Name,
            RecommendedAction = $"Compare each fingerprint with the machine's own on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), then {written}, or add the machine to your known_hosts by connecting once with ssh.",
        };
    }
}

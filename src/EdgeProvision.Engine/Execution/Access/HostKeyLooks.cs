using System.Globalization;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>Looks which SSH keys the hosts of a provision show that is to be adopted. Nobody logs in, and nothing is changed.</summary>
internal sealed class HostKeyLooks(IHostConnector connector)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    /// <summary>The keys by OpenNebula id, of the hosts that have none pinned. Looked at once for an operation: what was agreed to is what is pinned.</summary>
    /// <exception cref="EdgeException"><c>ImportRefused</c>, <c>HostKeyNotAccepted</c>, <c>PlanChanged</c>.</exception>
    public async Task<IReadOnlyDictionary<int, string>> LookAsync(ImportRequest request, ObservedProvision observed, CancellationToken cancellationToken)
    {
        ImportCheck.Ensure(observed);
        var hosts = observed.Hosts.Where(ImportPlanner.NeedsKey).ToList();
        if (request.ShownKeys is { } shown)
            return hosts.All(h => shown.ContainsKey(h.Id)) ? shown : throw Changed(observed, hosts.Where(h => !shown.ContainsKey(h.Id)));
        var looks = hosts.Select(h => LookAsync(h, request.SshTimeout, cancellationToken)).ToList();
        await Task.WhenAll(looks).ConfigureAwait(false);
        List<(ObservedHost Host, string? Key, EdgeException? Error)> found = [];
        foreach (var look in looks)
            found.Add(await look.ConfigureAwait(false));
        if (found.Any(f => f.Error is not null))
            throw Unanswered(observed, [.. found.Select(f => f.Error).OfType<EdgeException>()]);
        var keys = found.ToDictionary(f => f.Host.Id, f => f.Key!);
        EnsureAccepted(request, observed, keys);
        return keys;
    }

    /// <summary>The keys as a user is asked about them.</summary>
    public static IReadOnlyList<ShownHostKey> Shown(ObservedProvision observed, IReadOnlyDictionary<int, string> keys) =>
    [
        .. observed.Hosts.Where(h => keys.ContainsKey(h.Id)).Select(h => SshPublicKey.TryParse(keys[h.Id], out var key)
            ? new ShownHostKey(h.Id, h.Key, h.Address!, key.Type, key.Fingerprint)
            : new ShownHostKey(h.Id, h.Key, h.Address!, "", keys[h.Id])),
    ];

    /// <summary>The keys as plans name them.</summary>
    public static IReadOnlyDictionary<int, string> Named(IReadOnlyDictionary<int, string> keys) =>
        keys.ToDictionary(k => k.Key, k => SshPublicKey.TryParse(k.Value, out var key) ? key.ToString() : k.Value);

    private async Task<(ObservedHost Host, string? Key, EdgeException? Error)> LookAsync(ObservedHost host, TimeSpan limit, CancellationToken cancellationToken)
    {
        var port = host.Template.TextAt("PROVISION_CONNECTION/REMOTE_PORT");
        try
        {
            return (host, await connector.ReadHostKeyAsync(
                host.Address!, int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 22, limit < s_longest ? limit : s_longest, cancellationToken).ConfigureAwait(false), null);
        }
        catch (EdgeException error)
        {
            return (host, null, error);
        }
    }

    /// <summary>Given fingerprints are all that is right: a host that shows another key is one of which the user does not know.</summary>
    private static void EnsureAccepted(ImportRequest request, ObservedProvision observed, IReadOnlyDictionary<int, string> keys)
    {
        if (request.AcceptedHostKeys.Count == 0)
            return;
        var accepted = request.AcceptedHostKeys.Select(Bare).ToHashSet(StringComparer.Ordinal);
        var others = Shown(observed, keys).Where(k => !accepted.Contains(Bare(k.Fingerprint))).ToList();
        if (others.Count == 0)
            return;
        throw new EdgeException("HostKeyNotAccepted", ErrorKind.Security, $"These SSH keys are not among those that were given as right: {string.Join("; ", others)}. Nothing was changed.")
        {
            Target = observed.Name,
            RecommendedAction = "Compare each with the machine's own on its console (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub), and give the fingerprints of all hosts.",
        };
    }

    private static string Bare(string fingerprint) => fingerprint.StartsWith("SHA256:", StringComparison.OrdinalIgnoreCase) ? fingerprint["SHA256:".Length..].TrimEnd('=') : fingerprint.TrimEnd('=');

    private static EdgeException Unanswered(ObservedProvision observed, IReadOnlyList<EdgeException> errors) =>
        new("ImportRefused", errors[0].Kind, $"The SSH keys of hosts of provision {observed.Name} cannot be learnt: {string.Join(" ", errors.Select(e => e.Message))} Nothing was changed.", errors[0])
        {
            Target = observed.Name,
            IsTransient = true,
            RecommendedAction = "See that the hosts are switched on and answer SSH from here, and run the command again.",
        };

    private static EdgeException Changed(ObservedProvision observed, IEnumerable<ObservedHost> hosts) =>
        new("PlanChanged", ErrorKind.Changed, $"The world has changed since the plan was shown: {string.Join(", ", hosts.Select(h => $"host {h.Id} ({h.Key})"))} of provision {observed.Name} has no SSH key pinned any more. Nothing was changed.")
        {
            Target = observed.Name,
            RecommendedAction = "Run the command again and look at the new plan.",
        };
}

using System.Collections.Concurrent;
using System.Globalization;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Keys;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>The way to the hosts of one operation: keys resolved once, channels kept open from step to step, pins written on first contact.</summary>
public sealed class HostAccess(IHostConnector connector, SshKeys keys, IQuestions questions, FrontEndKnownHosts knownHosts)
{
    private static readonly StepKind[] s_loggingIn =
        [StepKind.ConfigureHost, StepKind.AgreePeers, StepKind.GreetHost, StepKind.StartHost, StepKind.RestartHost, StepKind.ResetHost];

    private readonly ConcurrentDictionary<(string? PrivateKey, string? PublicKey), Lazy<Task<SshCredentials>>> _credentials = new();
    /// <summary>Knows the keys of machines that stand already; null where there are none.</summary>
    public GivenHostKeys? GivenKeys { get; init; }

    private readonly ConcurrentDictionary<string, IHostChannel> _open = new(StringComparer.Ordinal);

    /// <summary>What to log in to a host with.</summary>
    public Task<SshCredentials> CredentialsAsync(OperationScope scope, HostWork host, CancellationToken cancellationToken)
    {
        var (privateKey, publicKey) = KeysOf(scope.Request, host);
        return ResolveAsync(privateKey, publicKey, cancellationToken);
    }

    /// <summary>Reads the keys of all hosts of a descriptor, before anything is made: one that cannot be read is known in time.</summary>
    public async Task CheckKeysAsync(OperationRequest request, IEnumerable<DescriptorHost> hosts, CancellationToken cancellationToken)
    {
        foreach (var host in hosts)
        {
            await ResolveAsync(
                request.Overrides.GetValueOrDefault("private_key") ?? host.Connection.Reveal("private_key"),
                request.Overrides.GetValueOrDefault("public_key") ?? host.Connection.Reveal("public_key"),
                cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Asks for the passphrases of the keys that the plan logs in with, while somebody can be asked and no lock is held. What else is wrong with a key is
    /// that host's own failure when its turn comes.
    /// </summary>
    public async Task CheckPassphrasesAsync(OperationRequest request, PreparedOperation prepared, CancellationToken cancellationToken)
    {
        var keys = prepared.Plan.Steps.Where(s => s_loggingIn.Contains(s.Kind)).Select(s => s.HostKey).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var host in prepared.BeginHosts().Values.Where(h => keys.Contains(h.Key)))
        {
            var (privateKey, publicKey) = KeysOf(request, host);
            try
            {
                await ResolveAsync(privateKey, publicKey, cancellationToken).ConfigureAwait(false);
            }
            catch (EdgeException error) when (error.Code is not ("SshKeyPassphraseMissing" or "SshKeyPassphraseWrong"))
            {
                // It is read again then.
            }
        }
    }

    /// <summary>Opens a channel, or answers the one that is open, within the operation's time for SSH.</summary>
    public Task<IHostChannel> OpenAsync(OperationScope scope, HostWork host, CancellationToken cancellationToken) =>
        OpenAsync(scope, host, scope.Request.SshTimeout, cancellationToken);

    /// <summary>Opens a channel, or answers the one that is open. The key found on first contact is pinned before anything is sent.</summary>
    public async Task<IHostChannel> OpenAsync(OperationScope scope, HostWork host, TimeSpan deadline, CancellationToken cancellationToken)
    {
        if (host.Channel is { } open)
            return open;
        var address = host.Address ?? throw new EdgeException("HostHasNoAddress", ErrorKind.Refused, $"Host {host.Key} has no address yet.")
        {
            Target = host.Key,
            RecommendedAction = "Run New-EdgeProvision with the descriptor again (oneprovision create FILE): it continues the provision.",
        };
        var (user, port) = LoginOf(host);
        var credentials = await CredentialsAsync(scope, host, cancellationToken).ConfigureAwait(false);
        var connection = new HostConnection(address, port, user, credentials, host.SshHostKey ?? KeyOfStanding(scope, host, address, port), IsOurs(scope, host), deadline) { HostId = host.HostId };
        var channel = await connector.ConnectAsync(connection, cancellationToken).ConfigureAwait(false);
        host.Channel = channel;
        _open[host.Key] = channel;
        if (host.SshHostKey is null)
        {
            using var grace = new StopGrace(scope);
            await Steps.DeviceKeeper.UpdateAsync(scope, host, new AttributeTree((EdgeAttribute.SshHostKey, channel.HostKey)), grace.Token).ConfigureAwait(false);
            host.SshHostKey = channel.HostKey;
        }

        return channel;
    }

    /// <summary>
    /// Opens a channel and reads what the host is. A machine that restarts once more while it is being greeted, as some do at the end of their first boot, is met again,
    /// within the same time as one that has not answered yet.
    /// </summary>
    public async Task<(IHostChannel Channel, HostFacts Facts)> MeetAsync(OperationScope scope, HostWork host, CancellationToken cancellationToken)
    {
        var began = scope.Time.GetTimestamp();
        while (true)
        {
            try
            {
                var channel = await OpenAsync(scope, host, scope.Request.SshTimeout - scope.Time.GetElapsedTime(began), cancellationToken).ConfigureAwait(false);
                host.Facts ??= await channel.ReadFactsAsync(cancellationToken).ConfigureAwait(false);
                return (channel, host.Facts);
            }
            catch (EdgeException error) when (error.Code == SshErrors.ConnectionLost && scope.Time.GetElapsedTime(began) + scope.Timings.FrontEndPoll < scope.Request.SshTimeout)
            {
                await CloseAsync(host).ConfigureAwait(false);
                await Task.Delay(scope.Timings.FrontEndPoll, scope.Time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Closes a host's channel: the machine is about to go down.</summary>
    public async Task CloseAsync(HostWork host)
    {
        host.Channel = null;
        if (_open.TryRemove(host.Key, out var channel))
            await channel.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Closes every channel.</summary>
    public async Task CloseAllAsync()
    {
        foreach (var key in _open.Keys)
        {
            if (_open.TryRemove(key, out var channel))
                await channel.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>oned itself logs in to hosts: on the front-end's own machine its known_hosts learns the pinned key.</summary>
    public Task TellFrontEndMachineAsync(OperationScope scope, HostWork host, CancellationToken cancellationToken) =>
        knownHosts.PutAsync(host.Name, host.Address, host.SshHostKey, scope.Say, cancellationToken);

    /// <summary>Takes a host that is being removed out of that file.</summary>
    public Task ForgetOnFrontEndMachineAsync(HostWork host, CancellationToken cancellationToken) =>
        knownHosts.RemoveAsync(host.Name, host.Address, cancellationToken);

    /// <summary>Hosts that want the same key at the same time share one look at it, and one question for its passphrase.</summary>
    private async Task<SshCredentials> ResolveAsync(string? privateKey, string? publicKey, CancellationToken cancellationToken)
    {
        var spec = (privateKey, publicKey);
        var resolving = _credentials.GetOrAdd(spec, _ => new Lazy<Task<SshCredentials>>(
            () => keys.ResolveAsync(privateKey, publicKey, questions, cancellationToken)));
        try
        {
            return await resolving.Value.ConfigureAwait(false);
        }
        catch
        {
            // What failed is not remembered: whoever tries again has mended the key, or types its passphrase anew.
            _credentials.TryRemove(KeyValuePair.Create(spec, resolving));
            throw;
        }
    }

    private static (string User, int Port) LoginOf(HostWork host)
    {
        var stored = host.Template.Section("PROVISION_CONNECTION");
        var user = host.Desired?.Connection.Text("remote_user") ?? stored?.Text("REMOTE_USER") ?? "root";
        var port = host.Desired?.Connection.Text("remote_port") ?? stored?.Text("REMOTE_PORT");
        return (user, int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 22);
    }

    private static (string? PrivateKey, string? PublicKey) KeysOf(OperationRequest request, HostWork host)
    {
        var stored = host.Template.Section("PROVISION_CONNECTION");
        return (
            request.Overrides.GetValueOrDefault("private_key") ?? host.Desired?.Connection.Reveal("private_key") ?? stored?.Text("PRIVATE_KEY"),
            request.Overrides.GetValueOrDefault("public_key") ?? host.Desired?.Connection.Reveal("public_key") ?? stored?.Text("PUBLIC_KEY"));
    }

    /// <summary>A machine that carries our key was made by us: the first contact may be trusted, and only that.</summary>
    private static bool IsOurs(OperationScope scope, HostWork host) => !Stands(scope, host)
        && (host.Device?.EdgeKey == EdgeAttribute.HostKey(scope.ProvisionId, host.Key)
            || scope.Observed.Devices.Any(d => d.Id == host.DeviceId && d.EdgeKey == EdgeAttribute.HostKey(scope.ProvisionId, host.Key)));

    /// <summary>One that stood already was made by somebody else, whatever says that it is ours now.</summary>
    private static bool Stands(OperationScope scope, HostWork host) => scope.Providers.TryGetValue(host.Driver, out var provider) && !provider.Driver.MakesMachines;

    private string? KeyOfStanding(OperationScope scope, HostWork host, string address, int port)
    {
        if (GivenKeys is null || !Stands(scope, host))
            return null;
        var written = host.Desired?.Connection.Text("host_key") ?? host.Template.Section("PROVISION_CONNECTION")?.Text("HOST_KEY");
        return GivenKeys.Find(written, host.DeviceId is { } id ? [id, address] : [address], port);
    }
}

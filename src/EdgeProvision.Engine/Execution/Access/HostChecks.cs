using System.Collections.Concurrent;
using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Execution.Steps;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Hosts.Ssh;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// Finds out on the hosts themselves what their configuration would change. Outside operations: no lock is taken, and nothing is written, neither to the front-end nor to a
/// provider nor to a host (docs/design/roles.md, check mode).
/// </summary>
internal sealed class HostChecks(EngineParts parts, IQuestions questions)
{
    // One question for a passphrase, however many hosts have the key.
    private readonly ConcurrentDictionary<(string? PrivateKey, string? PublicKey), Lazy<Task<SshCredentials>>> _credentials = new();

    /// <summary>Looks at the hosts, several at a time.</summary>
    /// <param name="request">Which.</param>
    /// <param name="onChecked">Gets each host's result as soon as there is one; never called twice at the same time.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<HostCheck>> RunAsync(CheckRequest request, Action<HostCheck> onChecked, CancellationToken cancellationToken)
    {
        var found = await parts.Preparer(_ => { }, new CatalogMemory()).LookAsync(request, cancellationToken).ConfigureAwait(false);
        var peers = new PeerBoard();
        OverlayMembers.Put(peers, found.Observed.Hosts.Select(h => new HostWork(h.Key, null, h)), found.Observed.Devices);
        var view = peers.View();
        using var places = new SemaphoreSlim(Math.Max(1, request.ThrottleLimit));
        var telling = new Lock();
        return await Task.WhenAll(found.Hosts.Select(async host =>
        {
            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var result = await CheckAsync(request, found, host, view, cancellationToken).ConfigureAwait(false);
                lock (telling)
                    onChecked(result);
                return result;
            }
            finally
            {
                places.Release();
            }
        })).ConfigureAwait(false);
    }

    private async Task<HostCheck> CheckAsync(CheckRequest request, LookedAt found, ObservedHost host, PeerView view, CancellationToken cancellationToken)
    {
        var shown = found.Shown.Hosts.First(h => h.Id == host.Id);
        try
        {
            if (host.Power.Kind == HostPowerKind.Off)
                throw HostSessions.SwitchedOff(shown);
            if (found.HasDevices && host.DeviceId is { } device && found.Observed.Devices.FirstOrDefault(d => d.Id == device) is var seen && (seen is null || (host.Power.Kind == HostPowerKind.On && MachineTrouble.IsDown(seen))))
                throw MachineTrouble.Of(host.Id, host.Key, host.Address, device, seen)!;
            var configuration = HostConfiguration.Of(host.Key, host.Template, parts.FallbackVariables, found.Secrets)
                with { TunnelAddress = view.Tunnels.GetValueOrDefault(host.Key), Peers = view.Peers };
            var channel = await parts.Connector.ConnectAsync(await ConnectionAsync(request, host, shown, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                var facts = await channel.ReadFactsAsync(cancellationToken).ConfigureAwait(false);
                var program = parts.Playbooks.Compile(configuration, facts, reapply: false, checkOnly: true);
                var report = await channel.RunProgramAsync(program, _ => { }, cancellationToken).ConfigureAwait(false);
                var secrets = HostConfiguration.Secrets(host.Key, found.Secrets);
                var steps = report.Steps.Select(s => new HostStepDrift(host.Key, s.Role, s.Title, OutcomeOf(s), secrets.Apply(s.Detail.TrimEnd()))).ToArray();
                return new HostCheck(shown, new HostDrift { Host = shown, Steps = steps }, null);
            }
        }
        catch (EdgeException error) when (error.Code == SshErrors.HostUnreachable)
        {
            return new HostCheck(shown, null, await ExplainAsync(shown, host, error, cancellationToken).ConfigureAwait(false));
        }
        catch (EdgeException error)
        {
            return new HostCheck(shown, null, error);
        }
    }

    private async Task<EdgeException> ExplainAsync(EdgeHost shown, ObservedHost host, EdgeException silence, CancellationToken cancellationToken)
    {
        if (host.Power.Kind == HostPowerKind.Restarting)
            return HostSessions.Restarting(shown, silence);
        return await parts.Silent.ExplainAsync(shown, cancellationToken).ConfigureAwait(false)
            ?? (CallerAdmission.Concerns(shown, host.Template) ? await parts.Callers.ExplainAsync(shown, cancellationToken).ConfigureAwait(false) : null)
            ?? silence;
    }

    private async Task<HostConnection> ConnectionAsync(CheckRequest request, ObservedHost host, EdgeHost shown, CancellationToken cancellationToken)
    {
        var stored = host.Template.Section("PROVISION_CONNECTION");
        var key = (request.Overrides.GetValueOrDefault("private_key") ?? stored?.Text("PRIVATE_KEY"), request.Overrides.GetValueOrDefault("public_key") ?? stored?.Text("PUBLIC_KEY"));
        var credentials = await _credentials.GetOrAdd(key, k => new(() => parts.Keys.ResolveAsync(k.PrivateKey, k.PublicKey, questions, cancellationToken))).Value.ConfigureAwait(false);

        // A first contact pins the host's key, which is a change.
        return new HostConnection(HostSessions.Address(shown), shown.RemotePort, shown.RemoteUser, credentials, shown.SshHostKey, AcceptFirstContact: false, request.SshTimeout);
    }

    private static DriftOutcome OutcomeOf(HostStepReport step) => step.Outcome switch
    {
        HostStepOutcome.Ok => DriftOutcome.Ok,
        HostStepOutcome.Changed => DriftOutcome.WouldChange,
        HostStepOutcome.Skipped => DriftOutcome.Skipped,
        HostStepOutcome.Unknown => DriftOutcome.Unknown,
        _ => DriftOutcome.Failed,
    };
}

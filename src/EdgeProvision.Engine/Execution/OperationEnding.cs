using EdgeProvision.Engine.Execution.Preparation;
using EdgeProvision.Engine.Execution.Purchases;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution;

/// <summary>What happens after the last step: reconcile, agree on peers, look once more.</summary>
internal static class OperationEnding
{
    /// <summary>Releases surplus, and waits a moment until OpenNebula has looked at the hosts that were enabled.</summary>
    public static async Task SettleAsync(OperationScope scope, FrontEndClient client, CancellationToken cancellationToken)
    {
        if (scope.Request is DeleteRequest && scope.Record.Current is null)
            return;
        try
        {
            await new Reconciler(scope).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            scope.Say(MessageLevel.Warning, $"The provider could not be looked at once more at the end ({error.Message}); the next operation does it.");
        }

        if (scope.Request is DeleteRequest)
            return;
        await SettleOverlayAsync(scope, cancellationToken).ConfigureAwait(false);
        var began = scope.Time.GetTimestamp();
        while (scope.Time.GetElapsedTime(began) < scope.Timings.Monitored)
        {
            var hosts = await client.Hosts.ListAsync(cancellationToken).ConfigureAwait(false);
            if (!hosts.Any(h => h.Template.TextAt("PROVISION/PROVISION_ID") == scope.ProvisionId && h.State is HostState.Init or HostState.MonitoringInit))
                return;
            await Task.Delay(scope.Timings.FrontEndPoll, scope.Time, cancellationToken).ConfigureAwait(false);
        }

        scope.Say(MessageLevel.Warning, "OpenNebula has not monitored every enabled host yet. If they stay in state init, see oned.log: its own SSH access to the hosts may be missing.");
    }

    /// <summary>Who has left is let in no more, now that nobody sends to it; what was lost comes back.</summary>
    private static async Task SettleOverlayAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        try
        {
            await scope.Overlay.SettleAsync(scope, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            scope.Say(MessageLevel.Warning, $"What providers let in of the overlay could not be brought up to date at the end ({error.Message}); the next operation does it.");
        }
    }

    /// <summary>The set that every member that is on has; empty when one of them has another, or was never asked.</summary>
    public static string PeersHash(OperationScope scope, string oldPeers, bool stopped)
    {
        var view = scope.Boards.Peers.View();
        if (stopped || view.Peers.Addresses.Count == 0)
            return "";
        var members = scope.Hosts.Values
            .Where(h => h.WasConfigured && h.Power.Kind == HostPowerKind.On && view.Tunnels.ContainsKey(h.Key) && scope.Playbooks.HasOverlay(StoredConfiguration.Playbooks(h.Template)))
            .ToList();
        var wereOff = scope.Observed.Hosts.Where(h => h.Power.Kind != HostPowerKind.On).Select(h => h.Key).ToHashSet(StringComparer.Ordinal);
        var behind = members.Where(h => (scope.Boards.Peers.InstalledOn(h.Key) ?? (wereOff.Contains(h.Key) ? "" : oldPeers)) != view.Peers.Hash).ToList();
        if (behind.Count == 0)
            return view.Peers.Hash;
        if (behind.Any(h => scope.Boards.Peers.InstalledOn(h.Key) is not null))
            scope.Say(MessageLevel.Warning, $"The overlay's peers are not up to date on {string.Join(", ", behind.Select(h => h.Key))}; the next operation sends them again.");
        return "";
    }

    /// <summary>The provision as it stands now, or null when it is gone.</summary>
    public static async Task<Provision?> ViewAsync(OperationScope scope, FrontEndClient client, CancellationToken cancellationToken)
    {
        var snapshot = await FrontEndSnapshot.ReadAsync(client, cancellationToken).ConfigureAwait(false);
        var observed = snapshot.Provisions().FirstOrDefault(p => p.Id == scope.ProvisionId);
        return observed is null ? null : ProvisionView.Of(observed, snapshot.Hosts);
    }
}

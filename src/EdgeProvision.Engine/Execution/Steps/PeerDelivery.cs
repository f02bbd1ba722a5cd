using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Brings the set of the overlay's peers to a member. Only the peers change: what runs on the host is not interrupted.</summary>
internal static class PeerDelivery
{
    /// <summary>
    /// For a host that has just come on: who was off while others came and went does not know it, and whose address has changed with its power has itself made the set another. Nothing
    /// happens where it is known to have the set.
    /// </summary>
    public static async Task CatchUpAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        if (!host.IsConfigured || host.Fingerprint is null || !scope.Playbooks.HasOverlay(StoredConfiguration.Playbooks(host.Template))
            || scope.Boards.Peers.InstalledOn(host.Key) == scope.Boards.Peers.View().Peers.Hash)
            return;
        context.Progress("the overlay's peers");
        try
        {
            await TrySendAsync(context).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Code != "LockLost")
        {
            // Its power is as it was asked for, and OpenNebula gets it back: asked for once more, it would be restarted once more. The set is sent by the next operation.
            scope.Say(MessageLevel.Warning, $"The overlay on host {host.Key} ({host.Address}) does not know the latest peers: {error.Message} The next operation on the provision tells it.");
        }
    }

    /// <summary>Sends the set as it stands now. Null when the host does not answer, which is told: the next operation sends it again.</summary>
    /// <returns>True when the host had another set before.</returns>
    public static async Task<bool?> TrySendAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        await scope.Overlay.AdmitAsync(scope, context.CancellationToken).ConfigureAwait(false);
        try
        {
            return await SendAsync(context, host, scope).ConfigureAwait(false);
        }
        catch (EdgeException error) when (error.Kind is ErrorKind.Timeout or ErrorKind.Unreachable)
        {
            // The overlay of the others stands; what this one lacks is written down and sent by the next operation.
            scope.Say(MessageLevel.Warning, $"Host {host.Key} ({host.Address}) does not answer, so its overlay does not know the latest peers. {error.Message}");
            return null;
        }
    }

    /// <summary>The error that a member does not take the set.</summary>
    public static EdgeException Failed(HostWork host, string? why) =>
        new("HostPeersFailed", ErrorKind.Refused, $"The overlay's peers on host {host.Key} ({host.Address}) could not be updated: {why}")
        {
            Target = host.Key,
            RecommendedAction = $"Configure the host again: Invoke-EdgeHostConfiguration -Id {host.HostId} -Reapply (oneprovision host configure {host.HostId} --force).",
        };

    private static async Task<bool> SendAsync(StepContext context, HostWork host, OperationScope scope)
    {
        // A host that this operation did not configure gets a moment to answer, not the time of a machine that boots.
        var channel = await scope.HostAccess.OpenAsync(scope, host, TimeSpan.FromSeconds(20), context.CancellationToken).ConfigureAwait(false);
        host.Facts ??= await channel.ReadFactsAsync(context.CancellationToken).ConfigureAwait(false);
        var program = scope.Playbooks.CompilePeers(HostConfiguration.Of(scope, host), host.Facts);
        await scope.Gate(context.CancellationToken).ConfigureAwait(false);
        var report = await channel.RunProgramAsync(program, _ => { }, context.CancellationToken).ConfigureAwait(false);
        if (report.Outcome == HostStepOutcome.Failed)
            throw Failed(host, report.Steps.LastOrDefault()?.Detail);

        scope.Boards.Peers.Installed(host.Key, report.PeersHash);
        return report.Outcome == HostStepOutcome.Changed;
    }
}

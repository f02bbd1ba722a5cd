using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Keeps a configured member's set of peers up to date while others come, and ends when no more are expected and the member has the set.
/// Only the peers change: what runs on the host is not interrupted.
/// </summary>
public sealed class AgreePeersStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.AgreePeers;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        var outcome = StepOutcome.Unchanged;
        if (host.Power.Kind == HostPowerKind.Off)
            return outcome;
        var disagreements = 0;
        while (true)
        {
            var view = scope.Boards.Peers.View();
            if (scope.Boards.Peers.InstalledOn(host.Key) != view.Peers.Hash)
            {
                context.Progress($"{view.Peers.Addresses.Count} peers");
                await scope.Overlay.AdmitAsync(scope, context.CancellationToken).ConfigureAwait(false);
                try
                {
                    if (await SendAsync(context, host, scope).ConfigureAwait(false))
                        outcome = StepOutcome.Done;
                }
                catch (EdgeException error) when (error.Kind is ErrorKind.Timeout or ErrorKind.Unreachable)
                {
                    // The overlay of the others stands; what this one lacks is written down and sent by the next operation.
                    scope.Say(MessageLevel.Warning, $"Host {host.Key} ({host.Address}) does not answer, so its overlay does not know the latest peers. {error.Message}");
                    return outcome;
                }

                // Nobody changed the set meanwhile, and still the host says that it has another: asking for ever would not help.
                var now = scope.Boards.Peers.View().Peers.Hash;
                disagreements = now == view.Peers.Hash && scope.Boards.Peers.InstalledOn(host.Key) != now ? disagreements + 1 : 0;
                if (disagreements == 3)
                    throw Failed(host, "the host reports another set than the one that it was sent");
                continue;
            }

            if (view.IsFinal)
                return outcome;
            await view.Changed.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        }
    }

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

    private static EdgeException Failed(HostWork host, string? why) =>
        new("HostPeersFailed", ErrorKind.Refused, $"The overlay's peers on host {host.Key} ({host.Address}) could not be updated: {why}")
        {
            Target = host.Key,
            RecommendedAction = $"Configure the host again: Invoke-EdgeHostConfiguration -Id {host.HostId} -Reapply (oneprovision host configure {host.HostId} --force).",
        };
}

using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Hosts.Programs;
using EdgeProvision.Engine.Observation;
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
        if (host.Power.Kind == HostPowerKind.Off || !scope.Playbooks.HasOverlay(StoredConfiguration.Playbooks(host.Template)))
            return outcome;
        var disagreements = 0;
        while (true)
        {
            var view = scope.Boards.Peers.View();
            if (scope.Boards.Peers.InstalledOn(host.Key) != view.Peers.Hash)
            {
                context.Progress($"{view.Peers.Addresses.Count} peers");
                if (await PeerDelivery.TrySendAsync(context).ConfigureAwait(false) is not { } changed)
                    return outcome;
                if (changed)
                    outcome = StepOutcome.Done;

                // Nobody changed the set meanwhile, and still the host says that it has another: asking for ever would not help.
                var now = scope.Boards.Peers.View().Peers.Hash;
                disagreements = now == view.Peers.Hash && scope.Boards.Peers.InstalledOn(host.Key) != now ? disagreements + 1 : 0;
                if (disagreements == 3)
                    throw PeerDelivery.Failed(host, "the host reports another set than the one that it was sent");
                continue;
            }

            if (view.IsFinal)
                return outcome;
            await view.Changed.WaitAsync(context.CancellationToken).ConfigureAwait(false);
        }
    }
}

using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Powers a machine on. Done when SSH answers with the pinned key; a configured host is then enabled.</summary>
public sealed class StartHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.StartHost;

    /// <inheritdoc/>
    public Task<StepOutcome> RunAsync(StepContext context) => PowerWaiting.RunAsync(context, PowerOnAsync);

    private static async Task<StepOutcome> PowerOnAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        await PowerMoves.ReachAsync(context, host, PowerAction.On, DeviceState.Active).ConfigureAwait(false);
        await PowerMoves.FollowAddressAsync(scope, host, context.CancellationToken).ConfigureAwait(false);
        await scope.HostAccess.OpenAsync(scope, host, PowerWaiting.Limit(scope, scope.Request.SshTimeout), context.CancellationToken).ConfigureAwait(false);
        await PowerMoves.WritePowerAsync(scope, host, HostPower.On, context.CancellationToken).ConfigureAwait(false);
        await PeerDelivery.CatchUpAsync(context).ConfigureAwait(false);
        await PowerWaiting.GiveBackAsync(context).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}

using EdgeProvision.Engine.OpenNebula;
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
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        await PowerMoves.ReachAsync(context, host, PowerAction.On, DeviceState.Active).ConfigureAwait(false);
        await PowerMoves.FollowAddressAsync(scope, host, context.CancellationToken).ConfigureAwait(false);
        await scope.HostAccess.OpenAsync(scope, host, context.CancellationToken).ConfigureAwait(false);
        await PowerMoves.WritePowerAsync(scope, host, HostPower.On, context.CancellationToken).ConfigureAwait(false);
        if (host.IsConfigured)
            await scope.FrontEnd.Hosts.SetStatusAsync(host.HostId, HostStatus.Enabled, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}

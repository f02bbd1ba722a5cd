using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Powers a machine off. Done when the provider says that it is inactive; only then OpenNebula's status changes.</summary>
public sealed class StopHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.StopHost;

    /// <inheritdoc/>
    public Task<StepOutcome> RunAsync(StepContext context) => PowerWaiting.RunAsync(context, PowerOffAsync);

    private static async Task<StepOutcome> PowerOffAsync(StepContext context)
    {
        var host = context.Host;
        var scope = context.Operation;
        await scope.HostAccess.CloseAsync(host).ConfigureAwait(false);
        await PowerMoves.WritePowerAsync(scope, host, HostPower.Off, context.CancellationToken).ConfigureAwait(false);
        await PowerMoves.ReachAsync(context, host, PowerAction.Off, DeviceState.Inactive).ConfigureAwait(false);
        await scope.FrontEnd.Hosts.SetStatusAsync(host.HostId, HostStatus.Offline, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}

using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Lets OpenNebula use the host, unless it is meant to be off.</summary>
public sealed class EnableHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.EnableHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        if (host.Power.Kind == HostPowerKind.Off)
            return StepOutcome.Unchanged;
        await context.Operation.FrontEnd.Hosts.SetStatusAsync(host.HostId, HostStatus.Enabled, context.CancellationToken).ConfigureAwait(false);
        await context.Operation.HostAccess.TellFrontEndMachineAsync(context.Operation, host, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}

using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Lets OpenNebula use the host if it is on; one that an administrator had disabled stays so.</summary>
public sealed class EnableHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.EnableHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var host = context.Host;
        if (host.Power.Kind != HostPowerKind.On)
            return StepOutcome.Unchanged;
        await context.Operation.FrontEnd.Hosts.SetStatusAsync(host.HostId, host.WasDisabled ? HostStatus.Disabled : HostStatus.Enabled, context.CancellationToken).ConfigureAwait(false);
        await context.Operation.HostAccess.TellFrontEndMachineAsync(context.Operation, host, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}

using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Takes a host out of OpenNebula's hands.</summary>
public sealed class OfflineHostStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.OfflineHost;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        if (context.Host.WasOffline)
            return StepOutcome.Unchanged;
        try
        {
            await context.Operation.FrontEnd.Hosts.SetStatusAsync(context.Step.ObjectId, HostStatus.Offline, context.CancellationToken).ConfigureAwait(false);
            return StepOutcome.Done;
        }
        catch (FrontEndException error) when (error.Kind == ErrorKind.NotFound)
        {
            return StepOutcome.Unchanged;
        }
    }
}

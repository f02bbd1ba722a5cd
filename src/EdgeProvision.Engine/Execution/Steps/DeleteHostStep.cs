using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Removes a host from OpenNebula after its machine was released.</summary>
public sealed class DeleteHostStep(StepKind kind) : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => kind;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var id = context.Step.ObjectId;
        await scope.HostAccess.ForgetOnFrontEndMachineAsync(context.Host, context.CancellationToken).ConfigureAwait(false);
        var outcome = await Removal.UntilGoneAsync(token => scope.FrontEnd.Hosts.DeleteAsync(id, token), context.CancellationToken).ConfigureAwait(false);
        await scope.HostAccess.CloseAsync(context.Host).ConfigureAwait(false);
        context.Host.Forget();
        return outcome;
    }
}

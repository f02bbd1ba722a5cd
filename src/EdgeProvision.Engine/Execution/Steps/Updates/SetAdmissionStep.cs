using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Has a provider let in to the provision's machines what the descriptor names, and no more what an earlier one has named; and the overlay as it is, where nobody comes or goes. Else that is
/// done as they do, and at the end.
/// </summary>
public sealed class SetAdmissionStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.SetAdmission;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var driver = context.Step.Shown.Target;
        var changed = AdmissionComparison.Wish(scope.Desired!, scope.Observed, driver) is { } wish
            && await scope.Provider(driver).Driver.SetAdmissionAsync(scope.ProvisionId, wish, context.CancellationToken).ConfigureAwait(false);
        if (scope.Boards.Peers.View().IsFinal && scope.Going.Hosts.Count == 0)
            changed |= await scope.Overlay.SettleAsync(scope, context.CancellationToken).ConfigureAwait(false);
        return changed ? StepOutcome.Done : StepOutcome.Unchanged;
    }
}

using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Has a provider let in to the provision's machines what the descriptor names, and no more what an earlier one has named.</summary>
public sealed class SetAdmissionStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.SetAdmission;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var driver = context.Step.Shown.Target;
        return AdmissionComparison.Wish(scope.Desired!, scope.Observed, driver) is { } wish
            && await scope.Provider(driver).Driver.SetAdmissionAsync(scope.ProvisionId, wish, context.CancellationToken).ConfigureAwait(false)
            ? StepOutcome.Done
            : StepOutcome.Unchanged;
    }
}

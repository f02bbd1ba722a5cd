using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Notes that the removal has begun: from here on the provision can only be removed.</summary>
public sealed class MarkDeletingStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.MarkDeleting;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        if (context.Operation.Record.Current is not { IsDeleting: false })
            return StepOutcome.Unchanged;
        await context.Operation.Record.UpdateAsync(context.Operation.FrontEnd, r => r with { IsDeleting = true }, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}

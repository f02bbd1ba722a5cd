using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Removes the record: the last thing that shows that the provision ever was.</summary>
public sealed class DeleteRecordStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.DeleteRecord;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        if (scope.Record.Current is not { } record)
            return StepOutcome.Unchanged;
        var outcome = await Removal.UntilGoneAsync(token => scope.FrontEnd.Documents.DeleteAsync(record.DocumentId, token), context.CancellationToken).ConfigureAwait(false);
        scope.Record.Set(null);
        return outcome;
    }
}

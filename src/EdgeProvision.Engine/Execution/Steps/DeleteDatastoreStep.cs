using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Removes a datastore.</summary>
public sealed class DeleteDatastoreStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.DeleteDatastore;

    /// <inheritdoc/>
    public Task<StepOutcome> RunAsync(StepContext context) =>
        Removal.UntilGoneAsync(token => context.Operation.FrontEnd.Datastores.DeleteAsync(context.Step.ObjectId, token), context.CancellationToken);
}

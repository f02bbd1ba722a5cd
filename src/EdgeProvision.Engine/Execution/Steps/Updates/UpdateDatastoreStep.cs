using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Gives a datastore the attributes of the descriptor.</summary>
public sealed class UpdateDatastoreStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.UpdateDatastore;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var rendered = ObjectTemplates.Datastore(scope, scope.Desired!.Datastores[context.Step.Index]);
        var standing = await scope.FrontEnd.Datastores.InfoAsync(context.Step.ObjectId, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false);
        if (AttributeUpdate.Of(standing.Template, rendered.Template.Without("NAME", "PM_MAD", "TYPE"), context.Step.Dropped) is not { } update)
            return StepOutcome.Unchanged;
        await scope.FrontEnd.Datastores.UpdateAsync(standing.Id, update.Mode, update.Text, context.CancellationToken).ConfigureAwait(false);
        return StepOutcome.Done;
    }
}

using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Makes a datastore, or finds the one that an earlier run made.</summary>
public sealed class DatastoreStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.Datastore;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var rendered = ObjectTemplates.Datastore(scope, scope.Desired!.Datastores[context.Step.Index]);
        var outcome = StepOutcome.Done;
        int id;
        try
        {
            id = await LostAnswers.AllocateAsync(
                () => scope.FrontEnd.Datastores.AllocateAsync(rendered.Text, scope.ClusterId, context.CancellationToken),
                () => FindAsync(scope, rendered.Name, context.CancellationToken)).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.NameTakenBy is { } holder)
        {
            var standing = await scope.FrontEnd.Datastores.InfoAsync(holder.Id, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false);
            if (standing.Template.TextAt("PROVISION/PROVISION_ID") != scope.ProvisionId)
                throw ObjectTemplates.NameTaken("datastore", rendered.Name, holder.Id);
            id = holder.Id;
            outcome = StepOutcome.Unchanged;
        }

        scope.Boards.Turns.Pass(context.Step.Id);
        scope.Boards.References.Put(TemplateReferenceKind.Datastores, context.Step.Index, id, rendered.Name, rendered.Template);
        return outcome;
    }

    private static async Task<int?> FindAsync(OperationScope scope, string name, CancellationToken cancellationToken)
    {
        var all = await scope.FrontEnd.Datastores.ListAsync(cancellationToken).ConfigureAwait(false);
        return all.FirstOrDefault(d => d.Name == name && d.Template.TextAt("PROVISION/PROVISION_ID") == scope.ProvisionId)?.Id;
    }
}

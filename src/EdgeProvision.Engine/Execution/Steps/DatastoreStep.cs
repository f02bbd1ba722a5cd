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
        int? id;
        try
        {
            id = await scope.FrontEnd.Datastores.AllocateAsync(rendered.Text, scope.ClusterId, context.CancellationToken).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.NameTakenBy is { } holder)
        {
            var standing = await scope.FrontEnd.Datastores.InfoAsync(holder.Id, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false);
            if (standing.Template.TextAt("PROVISION/PROVISION_ID") != scope.ProvisionId)
                throw ObjectTemplates.NameTaken("datastore", rendered.Name, holder.Id);
            id = holder.Id;
            outcome = StepOutcome.Unchanged;
        }
        catch (EdgeException error) when (error.Code == FrontEndErrorCodes.AnswerLost)
        {
            var all = await scope.FrontEnd.Datastores.ListAsync(context.CancellationToken).ConfigureAwait(false);
            id = all.FirstOrDefault(d => d.Name == rendered.Name && d.Template.TextAt("PROVISION/PROVISION_ID") == scope.ProvisionId)?.Id
                ?? await scope.FrontEnd.Datastores.AllocateAsync(rendered.Text, scope.ClusterId, context.CancellationToken).ConfigureAwait(false);
        }

        scope.Boards.References.Put(TemplateReferenceKind.Datastores, context.Step.Index, id.Value, rendered.Name, rendered.Template);
        return outcome;
    }
}

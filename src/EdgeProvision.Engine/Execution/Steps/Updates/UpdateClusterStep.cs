using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Gives the cluster the name and the attributes of the descriptor.</summary>
public sealed class UpdateClusterStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.UpdateCluster;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var token = context.CancellationToken;
        var rendered = ObjectTemplates.Cluster(scope);
        var standing = await scope.FrontEnd.Clusters.InfoAsync(context.Step.ObjectId, SecretView.Cipher, token).ConfigureAwait(false);
        var outcome = StepOutcome.Unchanged;
        if (standing.Name != rendered.Name)
        {
            await RenameAsync(scope, standing.Id, rendered.Name, token).ConfigureAwait(false);
            await scope.Record.UpdateAsync(scope.FrontEnd, r => r with { ClusterName = rendered.Name }, token).ConfigureAwait(false);
            outcome = StepOutcome.Done;
        }

        if (AttributeUpdate.Of(standing.Template, rendered.Template.Without("NAME"), context.Step.Dropped) is not { } update)
            return outcome;
        await scope.FrontEnd.Clusters.UpdateAsync(standing.Id, update.Mode, update.Text, token).ConfigureAwait(false);
        return StepOutcome.Done;
    }

    private static async Task RenameAsync(OperationScope scope, int id, string name, CancellationToken cancellationToken)
    {
        try
        {
            await scope.FrontEnd.Clusters.RenameAsync(id, name, cancellationToken).ConfigureAwait(false);
        }
        catch (FrontEndException error) when (error.NameTakenBy is { } holder && holder.Id != id)
        {
            throw ClusterStep.Taken(name, holder.Id);
        }
        catch (EdgeException error) when (error.Code == FrontEndErrorCodes.AnswerLost)
        {
            if ((await scope.FrontEnd.Clusters.InfoAsync(id, SecretView.Cipher, cancellationToken).ConfigureAwait(false)).Name != name)
                throw;
        }
    }
}

using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Removes the cluster with what only a killed run can have left in it.</summary>
public sealed class DeleteClusterStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.DeleteCluster;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        if (context.Step.ObjectId >= 0)
            return await DeleteOneAsync(context).ConfigureAwait(false);
        foreach (var stub in scope.Observed.Stubs)
            await Removal.UntilGoneAsync(token => scope.FrontEnd.Hosts.DeleteAsync(stub.Id, token), context.CancellationToken).ConfigureAwait(false);

        var clusters = await scope.FrontEnd.Clusters.ListAsync(context.CancellationToken).ConfigureAwait(false);
        var outcome = StepOutcome.Unchanged;
        foreach (var cluster in clusters.Where(c => IsOurs(scope, c)))
        {
            await DeleteWhenEmptyAsync(context, cluster).ConfigureAwait(false);
            outcome = StepOutcome.Done;
        }

        return outcome;
    }

    /// <summary>A single cluster that was asked for by its id; what is in it stays, and is the reason for a refusal.</summary>
    private static async Task<StepOutcome> DeleteOneAsync(StepContext context)
    {
        if (context.Operation.Observed.Clusters.FirstOrDefault(c => c.Id == context.Step.ObjectId) is not { } cluster)
            return StepOutcome.Unchanged;
        await DeleteWhenEmptyAsync(context, cluster).ConfigureAwait(false);
        return StepOutcome.Done;
    }

    /// <summary>It carries our id, or it has the recorded name, is empty and carries nobody's: allocated by a run that was killed before its next call.</summary>
    private static bool IsOurs(OperationScope scope, ClusterObject cluster)
    {
        if (cluster.Template.TextAt("PROVISION/PROVISION_ID") is { } id)
            return id == scope.ProvisionId;
        return cluster.Id >= 100 && cluster.Name == scope.Record.Current?.ClusterName && cluster.Template.Section("PROVISION") is null
            && cluster.HostIds.IsEmpty && cluster.DatastoreIds.IsEmpty && cluster.NetworkIds.IsEmpty;
    }

    /// <summary>A network that is being deleted counts as inside its cluster for a moment.</summary>
    private static async Task DeleteWhenEmptyAsync(StepContext context, ClusterObject cluster)
    {
        var scope = context.Operation;
        var began = scope.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await Removal.UntilGoneAsync(token => scope.FrontEnd.Clusters.DeleteAsync(cluster.Id, token), context.CancellationToken).ConfigureAwait(false);
                return;
            }
            catch (FrontEndException error) when (error.Code == FrontEndErrorCodes.ActionRefused && scope.Time.GetElapsedTime(began) < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(scope.Timings.FrontEndPoll, scope.Time, context.CancellationToken).ConfigureAwait(false);
            }
            catch (FrontEndException error) when (error.Code == FrontEndErrorCodes.ActionRefused)
            {
                throw new EdgeException("ClusterNotEmpty", ErrorKind.ResourceBusy, $"Cluster {cluster.Name} ({cluster.Id}) cannot be deleted: {error.ServerMessage}", error)
                {
                    Target = cluster.Name,
                    RecommendedAction = context.Step.ObjectId >= 0
                        ? $"Something is in it (onecluster show {cluster.Id}). Remove the whole provision with Remove-EdgeProvision (oneprovision delete {scope.Name}), or first what is in it."
                        : $"Something that is not of this provision is in it (onecluster show {cluster.Id}). Take it out and run the command again.",
                };
            }
        }
    }
}

using EdgeProvision.Engine.Descriptors.Templates;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>Makes the cluster, or finds the one that an earlier run made.</summary>
public sealed class ClusterStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.Cluster;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var rendered = ObjectTemplates.Cluster(scope);
        var needsTrial = CredentialKeeping.NeedsTrial(scope);
        var (id, isNew) = await FindOrAllocateAsync(scope, rendered.Name, context.CancellationToken).ConfigureAwait(false);
        if (needsTrial)
            await CredentialKeeping.TryInClusterAsync(scope, id, rendered.Template, context.CancellationToken).ConfigureAwait(false);
        await scope.FrontEnd.Clusters.UpdateAsync(id, UpdateMode.Merge, rendered.Text, context.CancellationToken).ConfigureAwait(false);
        scope.ClusterId = id;
        scope.Boards.References.Put(TemplateReferenceKind.Clusters, 0, id, rendered.Name, rendered.Template);
        return isNew ? StepOutcome.Done : StepOutcome.Unchanged;
    }

    private static async Task<(int Id, bool IsNew)> FindOrAllocateAsync(OperationScope scope, string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await LostAnswers.AllocateAsync(
                () => scope.FrontEnd.Clusters.AllocateAsync(name, cancellationToken), () => AdoptAsync(scope, name, cancellationToken)).ConfigureAwait(false), true);
        }
        catch (FrontEndException error) when (error.NameTakenBy is { } holder)
        {
            return (await AdoptAsync(scope, name, cancellationToken).ConfigureAwait(false) ?? throw Taken(name, holder.Id), false);
        }
    }

    /// <summary>
    /// A cluster of that name is ours when it carries our id, or when it is empty and carries none: the name was free before the record was
    /// written, so it is the answer to an allocate of ours that got lost.
    /// </summary>
    private static async Task<int?> AdoptAsync(OperationScope scope, string name, CancellationToken cancellationToken)
    {
        var clusters = await scope.FrontEnd.Clusters.ListAsync(cancellationToken).ConfigureAwait(false);
        return clusters.FirstOrDefault(c => c.Name == name
            && (c.Template.TextAt("PROVISION/PROVISION_ID") == scope.ProvisionId || IsUnclaimed(c)))?.Id;
    }

    private static bool IsUnclaimed(ClusterObject cluster) =>
        cluster.Template.Section("PROVISION") is null && cluster.HostIds.IsEmpty && cluster.DatastoreIds.IsEmpty && cluster.NetworkIds.IsEmpty;

    internal static EdgeException Taken(string name, int id) =>
        new("ClusterNameTaken", ErrorKind.AlreadyExists, $"OpenNebula has a cluster named {name} already (id {id}), and it does not belong to this provision.")
        {
            Target = name,
            RecommendedAction = "Give the cluster another name (cluster.name in the descriptor), or rename or delete that cluster.",
        };
}

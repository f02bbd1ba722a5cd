using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Makes the provision's record before anything else of it, or stores a changed descriptor in it. With it go the provider's credentials, if this
/// front-end encrypts them: tried with a value that is none before a real one is sent.
/// </summary>
public sealed class RecordStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.Record;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var token = context.CancellationToken;
        if (scope.Record.Current is { } standing)
        {
            // Only the run that stores them knows that they are accepted, so a killed one's are stored by the next.
            if (scope.Secrets.Count == 0 && (scope.Observed.Clusters.Count == 0 || scope.Observed.HasTrialValue))
                await CredentialKeeping.StoreAsync(scope, standing, token).ConfigureAwait(false);
            else if (scope.Secrets.Count > 0 && scope.Request is CreateRequest)
                await StoreSecretsStep.StoreOfNewHostsAsync(scope, standing, token).ConfigureAwait(false);
            await scope.Record.UpdateAsync(scope.FrontEnd, r => r with { DescriptorText = scope.DescriptorText! }, token).ConfigureAwait(false);
            return StepOutcome.Done;
        }

        await ClusterNameIsFreeAsync(scope, token).ConfigureAwait(false);
        var record = new ProvisionRecord
        {
            ProvisionId = scope.ProvisionId,
            ProvisionName = scope.Name,
            ClusterName = ObjectTemplates.Cluster(scope).Name,
            DescriptorText = scope.DescriptorText!,
            Drivers = await DriversAsync(scope, token).ConfigureAwait(false),
            Operations = [scope.Entry],
        };
        record = record with { DocumentId = await AllocateAsync(scope, record, token).ConfigureAwait(false) };
        scope.Record.Set(record);
        await CredentialKeeping.StoreAsync(scope, record, token).ConfigureAwait(false);
        return StepOutcome.Done;
    }

    /// <summary>A project that was given by its name is recorded by its id: names can be changed.</summary>
    internal static async Task<IReadOnlyList<RecordedDriver>> DriversAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        List<RecordedDriver> entries = [];
        foreach (var provider in scope.Providers.Values)
        {
            var project = await provider.Driver.GetProjectAsync(cancellationToken).ConfigureAwait(false) ?? provider.Settings.Project;
            entries.Add(new RecordedDriver(provider.Settings.Driver, provider.Settings.Endpoint.ToString(), project, provider.Settings.Region) { RegisteredName = provider.RegisteredName });
        }

        return entries;
    }

    private static async Task ClusterNameIsFreeAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        var name = ObjectTemplates.Cluster(scope).Name;
        var clusters = await scope.FrontEnd.Clusters.ListAsync(cancellationToken).ConfigureAwait(false);
        if (clusters.FirstOrDefault(c => c.Name == name) is { } taken && taken.Template.TextAt("PROVISION/PROVISION_ID") != scope.ProvisionId)
            throw ClusterStep.Taken(name, taken.Id);
    }

    /// <summary>Of several records that name this cluster the lowest id owns it; ours makes way.</summary>
    internal static async Task<int> AllocateAsync(OperationScope scope, ProvisionRecord record, CancellationToken cancellationToken)
    {
        var template = new AttributeTree(("NAME", scope.Name), (ProvisionRecordCodec.BodyAttribute, ProvisionRecordCodec.Canary));
        var text = TemplateWriter.Write(new AttributeTree([.. template, .. ProvisionRecordCodec.Write(record)]));
        var id = await LostAnswers.AllocateAsync(
            () => scope.FrontEnd.Documents.AllocateAsync(text, ProvisionRecord.DocumentType, cancellationToken),
            async () => (await MineAsync().ConfigureAwait(false)).Select(mine => (int?)mine).FirstOrDefault()).ConfigureAwait(false);

        // A lost answer and its repetition may have made two: the lowest id stays, for us as for everybody.
        var mine = await MineAsync().ConfigureAwait(false);
        foreach (var further in mine.Skip(1))
            await Removal.UntilGoneAsync(token => scope.FrontEnd.Documents.DeleteAsync(further, token), cancellationToken).ConfigureAwait(false);
        id = mine.Count > 0 ? mine[0] : id;

        var others = (await ListAsync().ConfigureAwait(false)).Where(d => d.Id < id && d.Template.Text("CLUSTER_NAME") == record.ClusterName).ToList();
        if (others.Count == 0)
            return id;
        await Removal.UntilGoneAsync(token => scope.FrontEnd.Documents.DeleteAsync(id, token), cancellationToken).ConfigureAwait(false);
        throw new EdgeException("ClusterNameTaken", ErrorKind.AlreadyExists, $"Provision {others[0].Template.Text("PROVISION_NAME")} is making a cluster named {record.ClusterName} already (record {others[0].Id}).")
        {
            Target = record.ClusterName,
            RecommendedAction = "Give the cluster another name (cluster.name in the descriptor).",
        };

        async Task<IReadOnlyList<DocumentObject>> ListAsync() => await scope.FrontEnd.Documents.ListAsync(ProvisionRecord.DocumentType, cancellationToken).ConfigureAwait(false);
        async Task<IReadOnlyList<int>> MineAsync() => [.. (await ListAsync().ConfigureAwait(false)).Where(d => d.Template.Text("PROVISION_ID") == scope.ProvisionId).Select(d => d.Id).Order()];
    }
}

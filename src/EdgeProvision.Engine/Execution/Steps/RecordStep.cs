using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
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
            if (scope.Secrets.Count == 0 && scope.Observed.Clusters.Count == 0)
                await StoreSecretsAsync(scope, standing, token).ConfigureAwait(false);
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
        await StoreSecretsAsync(scope, record, token).ConfigureAwait(false);
        return StepOutcome.Done;
    }

    /// <summary>A project that was given by its name is recorded by its id: names can be changed.</summary>
    private static async Task<IReadOnlyList<DriverEntry>> DriversAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        List<DriverEntry> entries = [];
        foreach (var provider in scope.Providers.Values)
        {
            var project = await provider.Driver.GetProjectAsync(cancellationToken).ConfigureAwait(false) ?? provider.Settings.Project;
            entries.Add(new DriverEntry(provider.Settings.Driver, provider.Settings.Endpoint.ToString(), project, provider.Settings.Region) { RegisteredName = provider.RegisteredName });
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
    private static async Task<int> AllocateAsync(OperationScope scope, ProvisionRecord record, CancellationToken cancellationToken)
    {
        var template = new AttributeTree(("NAME", scope.Name), (ProvisionRecordCodec.BodyAttribute, ProvisionRecordCodec.Canary));
        var text = TemplateWriter.Write(new AttributeTree([.. template, .. ProvisionRecordCodec.Write(record)]));
        int? id = null;
        for (var attempt = 1; id is null; attempt++)
        {
            try
            {
                id = await scope.FrontEnd.Documents.AllocateAsync(text, ProvisionRecord.DocumentType, cancellationToken).ConfigureAwait(false);
            }
            catch (EdgeException error) when (error.Code == FrontEndErrorCodes.AnswerLost && attempt < 5)
            {
                id = (await MineAsync().ConfigureAwait(false)).Select(mine => (int?)mine).FirstOrDefault();
            }
        }

        // A lost answer and its repetition may have made two: the lowest id stays, for us as for everybody.
        var mine = await MineAsync().ConfigureAwait(false);
        foreach (var further in mine.Skip(1))
            await scope.FrontEnd.Documents.DeleteAsync(further, cancellationToken).ConfigureAwait(false);
        id = mine.Count > 0 ? mine[0] : id;

        var others = (await ListAsync().ConfigureAwait(false)).Where(d => d.Id < id && d.Template.Text("CLUSTER_NAME") == record.ClusterName).ToList();
        if (others.Count == 0)
            return id.Value;
        await scope.FrontEnd.Documents.DeleteAsync(id.Value, cancellationToken).ConfigureAwait(false);
        throw new EdgeException("ClusterNameTaken", ErrorKind.AlreadyExists, $"Provision {others[0].Template.Text("PROVISION_NAME")} is making a cluster named {record.ClusterName} already (record {others[0].Id}).")
        {
            Target = record.ClusterName,
            RecommendedAction = "Give the cluster another name (cluster.name in the descriptor).",
        };

        async Task<IReadOnlyList<DocumentObject>> ListAsync() => await scope.FrontEnd.Documents.ListAsync(ProvisionRecord.DocumentType, cancellationToken).ConfigureAwait(false);
        async Task<IReadOnlyList<int>> MineAsync() => [.. (await ListAsync().ConfigureAwait(false)).Where(d => d.Template.Text("PROVISION_ID") == scope.ProvisionId).Select(d => d.Id).Order()];
    }

    private static async Task StoreSecretsAsync(OperationScope scope, ProvisionRecord record, CancellationToken cancellationToken)
    {
        var secrets = SecretsOf(scope);
        if (secrets.Count == 0)
            return;
        var readBack = await scope.FrontEnd.Documents.InfoAsync(record.DocumentId, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
        if (readBack.Template.Text(ProvisionRecordCodec.BodyAttribute) is { } body && body != ProvisionRecordCodec.Canary)
        {
            var attributes = new AttributeTree((ProvisionRecordCodec.BodyAttribute, ProvisionRecordCodec.WriteSecrets(secrets)));
            await scope.FrontEnd.Documents.UpdateAsync(record.DocumentId, UpdateMode.Merge, TemplateWriter.Write(attributes), cancellationToken).ConfigureAwait(false);
            scope.Record.Set(record with { Secrets = secrets });
            return;
        }

        // 5.10 keeps documents plain, but encrypts the token on the host, where the original keeps it.
        var places = secrets.Keys.Select(k => "PROVISION/" + k[(k.LastIndexOf('/') + 1)..].ToUpperInvariant());
        if (scope.Configuration.HasEncryptionKey && places.All(place => scope.Configuration.Encrypts(FrontEndObjectKind.Host, place)))
            return;
        await scope.FrontEnd.Documents.DeleteAsync(record.DocumentId, cancellationToken).ConfigureAwait(false);
        scope.Record.Set(null);
        throw NotEncrypted(scope.Name);
    }

    internal static EdgeException NotEncrypted(string provision) =>
        new("SecretsNotEncrypted", ErrorKind.Security, "This front-end would keep the provider's credentials in clear: it encrypts neither PROVISION_BODY of documents nor the credentials of hosts. Nothing was stored.")
        {
            Target = provision,
            RecommendedAction = "Add the line DOCUMENT_ENCRYPTED_ATTR = \"PROVISION_BODY\" to oned.conf, see that ONE_KEY is set, restart oned and run the command again.",
        };

    /// <summary>By driver and descriptor key: what a later command on another machine needs to speak to the provider.</summary>
    internal static Dictionary<string, string> SecretsOf(OperationScope scope)
    {
        var secrets = scope.Providers.Values
            .Where(p => p.RegisteredName is null)
            .SelectMany(p => p.Settings.Secrets.Select(s => ($"{p.Settings.Driver}/{s.Key}", s.Value)))
            .ToDictionary(s => s.Item1, s => s.Value, StringComparer.Ordinal);
        foreach (var host in scope.Desired!.Hosts)
        {
            foreach (var entry in host.Configuration.Entries.Where(e => e.Value is DescriptorScalar { IsSecret: true }))
                secrets[$"host/{host.Key}/{entry.Key}"] = ((DescriptorScalar)entry.Value).Reveal();
        }

        return secrets;
    }
}

using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Operations;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Makes the record of a provision that is adopted. The credentials go with it where this front-end encrypts them there; else they stay where the other tool has put
/// them, or have to be given with each command: refusing would keep nothing secret that is not so already.
/// </summary>
public sealed class AdoptRecordStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.AdoptRecord;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        var token = context.CancellationToken;
        var outcome = StepOutcome.Unchanged;
        if (scope.Record.Current is null)
        {
            var record = new ProvisionRecord
            {
                ProvisionId = scope.ProvisionId,
                ProvisionName = scope.Name,
                ClusterName = scope.Observed.Clusters[0].Name,
                DescriptorText = scope.DescriptorText ?? "",
                Drivers = await RecordStep.DriversAsync(scope, token).ConfigureAwait(false),
                Operations = [scope.Entry],
            };
            scope.Record.Set(record with { DocumentId = await RecordStep.AllocateAsync(scope, record, token).ConfigureAwait(false) });
            outcome = StepOutcome.Done;
        }

        return await KeepCredentialsAsync(scope, scope.Record.Current!, token).ConfigureAwait(false) ? StepOutcome.Done : outcome;
    }

    private static async Task<bool> KeepCredentialsAsync(OperationScope scope, ProvisionRecord record, CancellationToken cancellationToken)
    {
        if (CredentialKeeping.Of(scope).Count == 0)
            return false;

        // A half-made provision of ours keeps secrets of its hosts there, too.
        var secrets = StoreSecretsStep.Merged(scope);
        var standing = await scope.FrontEnd.Documents.InfoAsync(record.DocumentId, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
        if (standing.Template.Text(ProvisionRecordCodec.BodyAttribute) is null or ProvisionRecordCodec.Canary)
        {
            if (!secrets.Keys.All(scope.Secrets.ContainsKey))
                scope.Say(MessageLevel.Warning, "This front-end does not encrypt documents, so the provider's credentials are not kept with the provision: give them with each command, in the environment, or register the provider.");
            return false;
        }

        var attributes = new AttributeTree((ProvisionRecordCodec.BodyAttribute, ProvisionRecordCodec.WriteSecrets(secrets)));
        await scope.FrontEnd.Documents.UpdateAsync(record.DocumentId, UpdateMode.Merge, TemplateWriter.Write(attributes), cancellationToken).ConfigureAwait(false);
        return true;
    }
}

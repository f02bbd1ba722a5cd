using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Planning;
using EdgeProvision.Engine.Records;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Stores the descriptor's secrets with the provision where they differ from those that stand there. Those of hosts that are not in the descriptor
/// stay: their removal may yet be refused.
/// </summary>
public sealed class StoreSecretsStep : IStepHandler
{
    /// <inheritdoc/>
    public StepKind Kind => StepKind.StoreSecrets;

    /// <inheritdoc/>
    public async Task<StepOutcome> RunAsync(StepContext context)
    {
        var scope = context.Operation;
        if (scope.Record.Current is not { } record)
            return StepOutcome.Unchanged;
        var secrets = Merged(scope);
        var standing = await scope.FrontEnd.Documents.InfoAsync(record.DocumentId, SecretView.Cipher, context.CancellationToken).ConfigureAwait(false);
        if (standing.Template.Text(ProvisionRecordCodec.BodyAttribute) is null or ProvisionRecordCodec.Canary)
        {
            // This front-end keeps documents in clear. Credentials of providers stand at the hosts there; for variables there is no place.
            return secrets.Keys.Any(k => k.StartsWith("host/", StringComparison.Ordinal)) ? throw CredentialKeeping.NotEncrypted(scope, "it does not encrypt PROVISION_BODY of documents, and there is no other place for variables of hosts") : StepOutcome.Unchanged;
        }

        var attributes = new AttributeTree((ProvisionRecordCodec.BodyAttribute, ProvisionRecordCodec.WriteSecrets(secrets)));
        await scope.FrontEnd.Documents.UpdateAsync(record.DocumentId, UpdateMode.Merge, TemplateWriter.Write(attributes), context.CancellationToken).ConfigureAwait(false);
        scope.Record.Set(record with { Secrets = secrets });
        return StepOutcome.Done;
    }

    /// <summary>What stands, with what this descriptor says of its hosts in the place of what an earlier one said.</summary>
    internal static Dictionary<string, string> Merged(OperationScope scope)
    {
        // A descriptor that was taken from the record is silent about what it does not change.
        var prefixes = (scope.Request is UpdateRequest { Descriptor: DescriptorSource.Recorded } ? [] : scope.Desired!.Hosts).Select(h => $"host/{h.Key}/").ToList();
        var merged = scope.Secrets.Where(s => !prefixes.Any(p => s.Key.StartsWith(p, StringComparison.Ordinal))).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in CredentialKeeping.Of(scope))
            merged[key] = value;
        return merged;
    }
}

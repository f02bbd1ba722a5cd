using EdgeProvision.Engine.Execution.Access;
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
        return await WriteAsync(scope, record, Merged(scope), context.CancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Stores what an edited descriptor gives to hosts that were never configured. Those of the others stay as they were configured with: only an update
    /// compares them, and it would find nothing to do.
    /// </summary>
    internal static async Task StoreOfNewHostsAsync(OperationScope scope, ProvisionRecord record, CancellationToken cancellationToken)
    {
        var prefixes = scope.Desired!.Hosts.Where(h => scope.Observed.Host(h.Key) is not { WasConfigured: true }).Select(h => $"host/{h.Key}/").ToList();
        var merged = scope.Secrets.Where(s => !IsOf(prefixes, s.Key)).Concat(CredentialKeeping.Of(scope).Where(s => IsOf(prefixes, s.Key))).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in scope.Desired.Hosts.SelectMany(MachineSecrets.Of))
            merged[key] = value;
        if (merged.Count != scope.Secrets.Count || merged.Any(s => scope.Secrets.GetValueOrDefault(s.Key) != s.Value))
            await WriteAsync(scope, record, merged, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOf(IEnumerable<string> prefixes, string key) => prefixes.Any(p => key.StartsWith(p, StringComparison.Ordinal));

    private static async Task<StepOutcome> WriteAsync(OperationScope scope, ProvisionRecord record, Dictionary<string, string> secrets, CancellationToken cancellationToken)
    {
        var standing = await scope.FrontEnd.Documents.InfoAsync(record.DocumentId, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
        if (standing.Template.Text(ProvisionRecordCodec.BodyAttribute) is null or ProvisionRecordCodec.Canary)
        {
            // This front-end keeps documents in clear. Credentials of providers stand at the hosts there; for variables there is no place.
            return secrets.Keys.Any(k => k.StartsWith("host/", StringComparison.Ordinal)) ? throw CredentialKeeping.NotEncrypted(scope, "it does not encrypt PROVISION_BODY of documents, and there is no other place for variables of hosts") : StepOutcome.Unchanged;
        }

        var attributes = new AttributeTree((ProvisionRecordCodec.BodyAttribute, ProvisionRecordCodec.WriteSecrets(secrets)));
        await scope.FrontEnd.Documents.UpdateAsync(record.DocumentId, UpdateMode.Merge, TemplateWriter.Write(attributes), cancellationToken).ConfigureAwait(false);
        scope.Record.Set(record with { Secrets = secrets });
        return StepOutcome.Done;
    }

    /// <summary>What stands, with what this descriptor says of its hosts in the place of what an earlier one said.</summary>
    internal static Dictionary<string, string> Merged(OperationScope scope)
    {
        // A descriptor that was taken from the record is silent about what it does not change, and adopting is done without one.
        var prefixes = (scope.Request is UpdateRequest { Descriptor: DescriptorSource.Recorded } ? [] : scope.Desired?.Hosts ?? []).Select(h => $"host/{h.Key}/").ToList();
        var merged = scope.Secrets.Where(s => !IsOf(prefixes, s.Key)).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in CredentialKeeping.Of(scope))
            merged[key] = value;
        return merged;
    }
}

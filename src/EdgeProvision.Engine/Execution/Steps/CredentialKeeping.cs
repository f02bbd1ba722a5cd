using EdgeProvision.Engine.Execution.Access;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Execution.Steps;

/// <summary>
/// Where a provision's credentials are kept, and the proof that they are encrypted there: in the record (6.10 and 7.4 encrypt documents' bodies), else
/// on the hosts, where the original keeps them (5.10). Lists and key are what a front-end says of itself; what it does is tried with a value that is
/// no secret, in the record when that is made, else in the cluster's first update, before a real one is sent.
/// </summary>
internal static class CredentialKeeping
{
    /// <summary>The member of a cluster's PROVISION that carries the trial value: 5.10 lists it for clusters as for hosts.</summary>
    public const string TrialAttribute = "PACKET_TOKEN";

    /// <summary>By driver and descriptor key: what a later command on another machine needs to speak to the provider, and secrets of hosts.</summary>
    public static Dictionary<string, string> Of(OperationScope scope)
    {
        var secrets = scope.Providers.Values
            .Where(p => p.MayStoreSecrets)
            .SelectMany(p => p.Settings.Secrets.Select(s => ($"{p.Settings.Driver}/{s.Key}", s.Value)))
            .ToDictionary(s => s.Item1, s => s.Value, StringComparer.Ordinal);
        foreach (var host in scope.Desired?.Hosts ?? [])
        {
            foreach (var (key, value) in MachineSecrets.Of(host))
                secrets[key] = value;
            foreach (var entry in host.Configuration.Entries.Where(e => e.Value is DescriptorScalar { IsSecret: true }))
                secrets[$"host/{host.Key}/{entry.Key}"] = ((DescriptorScalar)entry.Value).Reveal();
        }

        return secrets;
    }

    /// <summary>Stores them in the record, if its trial value came back encrypted; else sees that they may be kept on the hosts.</summary>
    /// <exception cref="EdgeException"><c>SecretsNotEncrypted</c>: neither; the record is gone again.</exception>
    public static async Task StoreAsync(OperationScope scope, ProvisionRecord record, CancellationToken cancellationToken)
    {
        var secrets = Of(scope);
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

        if (MayStandOnHosts(scope, secrets.Keys))
            return;
        await WithdrawAsync(scope, cancellationToken).ConfigureAwait(false);
        throw NotEncrypted(scope, "it encrypts neither PROVISION_BODY of documents nor the credentials of hosts and clusters");
    }

    /// <summary>True when the cluster has to show that what hosts will carry is encrypted: the record has not.</summary>
    /// <exception cref="EdgeException"><c>SecretsNotEncrypted</c>: the cluster has shown already that it is not, and the record went with that answer.</exception>
    public static bool NeedsTrial(OperationScope scope)
    {
        if (scope.Secrets.Count > 0 || Of(scope).Count == 0)
            return false;
        return scope.Record.Current is { } record
            ? record.Secrets is null
            : throw NotEncrypted(scope, "a trial value came back in clear");
    }

    /// <summary>
    /// Tries encryption in a cluster, whose attributes the caller then writes without the trial value. A front-end that shows it in clear loses
    /// cluster and record again: nothing else stands yet.
    /// </summary>
    /// <exception cref="EdgeException"><c>SecretsNotEncrypted</c>.</exception>
    public static async Task TryInClusterAsync(OperationScope scope, int clusterId, AttributeTree attributes, CancellationToken cancellationToken)
    {
        var trial = attributes.With("PROVISION", attributes.Section("PROVISION")!.With(TrialAttribute, ProvisionRecordCodec.Canary));
        await scope.FrontEnd.Clusters.UpdateAsync(clusterId, UpdateMode.Merge, TemplateWriter.Write(trial, TemplateLayout.Object), cancellationToken).ConfigureAwait(false);
        var readBack = await scope.FrontEnd.Clusters.InfoAsync(clusterId, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
        if (readBack.Template.TextAt("PROVISION/" + TrialAttribute) is { } shown && shown != ProvisionRecordCodec.Canary)
            return;
        await Removal.UntilGoneAsync(token => scope.FrontEnd.Clusters.DeleteAsync(clusterId, token), cancellationToken).ConfigureAwait(false);
        await WithdrawAsync(scope, cancellationToken).ConfigureAwait(false);
        throw NotEncrypted(scope, "its configuration says that it encrypts them, and a trial value came back in clear");
    }

    private static bool MayStandOnHosts(OperationScope scope, IEnumerable<string> keys) =>
        scope.Configuration.Encrypts(FrontEndObjectKind.Cluster, "PROVISION/" + TrialAttribute)
        && keys.All(k => scope.Configuration.Encrypts(FrontEndObjectKind.Host, HostAttribute(k)));

    private static string HostAttribute(string key) => "PROVISION/" + key[(key.LastIndexOf('/') + 1)..].ToUpperInvariant();

    /// <summary>What a host would keep; variables of roles have no place there.</summary>
    private static IEnumerable<string> HostAttributes(OperationScope scope) =>
        Of(scope).Keys.Where(k => !k.StartsWith("host/", StringComparison.Ordinal)).Select(HostAttribute).DefaultIfEmpty("PROVISION/" + TrialAttribute).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static async Task WithdrawAsync(OperationScope scope, CancellationToken cancellationToken)
    {
        if (scope.Record.Current is { } record)
            await Removal.UntilGoneAsync(token => scope.FrontEnd.Documents.DeleteAsync(record.DocumentId, token), cancellationToken).ConfigureAwait(false);
        scope.Record.Set(null);
    }

    internal static EdgeException NotEncrypted(OperationScope scope, string why)
    {
        var lines = scope.Configuration.Release.Major < 6
            ? $"the lines {string.Join(" and ", HostAttributes(scope).Select(a => $"HOST_ENCRYPTED_ATTR = \"{a}\""))} and CLUSTER_ENCRYPTED_ATTR = \"PROVISION/{TrialAttribute}\""
            : "the line DOCUMENT_ENCRYPTED_ATTR = \"PROVISION_BODY\"";
        return new EdgeException("SecretsNotEncrypted", ErrorKind.Security, $"This front-end would keep the provider's credentials in clear: {why}. Nothing was stored.")
        {
            Target = scope.Name,
            RecommendedAction = $"See that oned.conf has {lines} and that oned's key file is not empty (ONE_KEY in one.system.config), restart oned and run the command again.",
        };
    }
}

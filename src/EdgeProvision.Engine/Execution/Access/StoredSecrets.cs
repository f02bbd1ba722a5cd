using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>
/// Secrets that stand with a provision in attributes that the front-end encrypts. With a lost key the daemon answers cipher text without an
/// error, so an answer that is the same with and without decryption is none.
/// </summary>
internal static class StoredSecrets
{
    private static readonly Dictionary<string, string> s_hostAttributes = new(StringComparer.Ordinal)
    {
        ["PACKET_TOKEN"] = "packet/packet_token",
        ["EC2_ACCESS"] = "ec2/ec2_access",
        ["EC2_SECRET"] = "ec2/ec2_secret",
    };

    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(FrontEndClient client, ObservedProvision observed, CancellationToken cancellationToken)
    {
        if (observed.Record is { } record)
        {
            var cipher = await client.Documents.InfoAsync(record.DocumentId, SecretView.Cipher, cancellationToken).ConfigureAwait(false);
            var clear = await client.Documents.InfoAsync(record.DocumentId, SecretView.Clear, cancellationToken).ConfigureAwait(false);
            if (clear.Template.Text(ProvisionRecordCodec.BodyAttribute) != cipher.Template.Text(ProvisionRecordCodec.BodyAttribute)
                && ProvisionRecordCodec.Read(record.DocumentId, clear.Template).Secrets is { } secrets)
            {
                return secrets;
            }
        }

        return await FromHostsAsync(client, observed, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where 5.10 and the original keep them: one host for each driver is enough.</summary>
    private static async Task<Dictionary<string, string>> FromHostsAsync(FrontEndClient client, ObservedProvision observed, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var host in observed.Hosts.Where(h => s_hostAttributes.Keys.Any(a => h.Template.TextAt("PROVISION/" + a) is { Length: > 0 })).DistinctBy(h => h.Driver))
        {
            var clear = await client.Hosts.InfoAsync(host.Id, SecretView.Clear, cancellationToken).ConfigureAwait(false);
            foreach (var (attribute, key) in s_hostAttributes)
            {
                var value = clear.Template.TextAt("PROVISION/" + attribute);
                if (value is { Length: > 0 } && value != host.Template.TextAt("PROVISION/" + attribute))
                    found[key] = value;
            }
        }

        foreach (var host in observed.Hosts)
        {
            foreach (var key in MachineSecrets.Keys.Where(k => host.Template.TextAt("PROVISION/" + k.ToUpperInvariant()) is { Length: > 0 }))
            {
                var clear = (await client.Hosts.InfoAsync(host.Id, SecretView.Clear, cancellationToken).ConfigureAwait(false)).Template.TextAt("PROVISION/" + key.ToUpperInvariant());
                if (clear is { Length: > 0 } && clear != host.Template.TextAt("PROVISION/" + key.ToUpperInvariant()))
                    found[MachineSecrets.NameOf(host.Key, key)] = clear;
            }
        }

        return found;
    }
}

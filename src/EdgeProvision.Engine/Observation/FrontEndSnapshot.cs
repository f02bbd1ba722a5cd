using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Records;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>All that the front-end shows at one moment, as far as provisions are concerned. Five calls, whatever the number of provisions.</summary>
public sealed record FrontEndSnapshot(
    IReadOnlyList<ProvisionRecord> Records,
    IReadOnlyList<ClusterObject> Clusters,
    IReadOnlyList<HostObject> Hosts,
    IReadOnlyList<DatastoreObject> Datastores,
    IReadOnlyList<NetworkObject> Networks)
{
    /// <summary>Records that cannot be read, with the error that everything about their provision ends in.</summary>
    public IReadOnlyList<(DocumentObject Document, EdgeException Error)> Unreadable { get; init; } = [];

    /// <summary>Reads the pools.</summary>
    public static async Task<FrontEndSnapshot> ReadAsync(FrontEndClient client, CancellationToken cancellationToken)
    {
        var documents = client.Documents.ListAsync(ProvisionRecord.DocumentType, cancellationToken);
        var clusters = client.Clusters.ListAsync(cancellationToken);
        var hosts = client.Hosts.ListAsync(cancellationToken);
        var datastores = client.Datastores.ListAsync(cancellationToken);
        var networks = client.Networks.ListAsync(cancellationToken);
        await Task.WhenAll(documents, clusters, hosts, datastores, networks).ConfigureAwait(false);
        List<ProvisionRecord> records = [];
        List<(DocumentObject, EdgeException)> unreadable = [];
        foreach (var document in await documents.ConfigureAwait(false))
        {
            try
            {
                records.Add(ProvisionRecordCodec.Read(document.Id, document.Template));
            }
            catch (EdgeException error)
            {
                unreadable.Add((document, error));
            }
        }

        return new FrontEndSnapshot(
            records,
            await clusters.ConfigureAwait(false),
            await hosts.ConfigureAwait(false),
            await datastores.ConfigureAwait(false),
            await networks.ConfigureAwait(false)) { Unreadable = unreadable };
    }

    /// <summary>Every provision of which anything stands: a record, or a cluster that carries an id.</summary>
    public IReadOnlyList<ObservedProvision> Provisions()
    {
        var ids = Clusters.OrderBy(c => c.Id).Select(c => c.Template.TextAt("PROVISION/PROVISION_ID")).OfType<string>()
            .Concat(Records.OrderBy(r => r.DocumentId).Select(r => r.ProvisionId))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return [.. ids.Select(Provision)];
    }

    /// <summary>The provision of that name or UUID; one of which nothing stands is new.</summary>
    /// <exception cref="EdgeException"><c>ProvisionNameAmbiguous</c>.</exception>
    public ObservedProvision Find(string nameOrId)
    {
        var broken = Unreadable.FirstOrDefault(u => u.Document.Template.Text("PROVISION_NAME") == nameOrId
            || string.Equals(u.Document.Template.Text("PROVISION_ID"), nameOrId, StringComparison.OrdinalIgnoreCase));
        if (broken.Error is not null)
            throw broken.Error;
        var all = Provisions();
        if (all.FirstOrDefault(p => string.Equals(p.Id, nameOrId, StringComparison.OrdinalIgnoreCase)) is { } byId)
            return byId;
        var named = all.Where(p => p.Name == nameOrId).ToList();
        return named.Count switch
        {
            0 => new ObservedProvision { Name = nameOrId },
            1 => named[0],
            _ => throw new EdgeException("ProvisionNameAmbiguous", ErrorKind.InvalidInput, $"There are {named.Count} provisions named {nameOrId}: {string.Join(", ", named.Select(p => p.Id))}.")
            {
                Target = nameOrId,
                RecommendedAction = "Give the provision's id instead of its name.",
            },
        };
    }

    private ObservedProvision Provision(string id)
    {
        bool IsOf(AttributeTree template) => string.Equals(template.TextAt("PROVISION/PROVISION_ID"), id, StringComparison.OrdinalIgnoreCase);
        var record = Records.Where(r => string.Equals(r.ProvisionId, id, StringComparison.OrdinalIgnoreCase)).MinBy(r => r.DocumentId);
        var clusters = Clusters.Where(c => IsOf(c.Template)).OrderBy(c => c.Id).ToList();
        var clusterIds = clusters.Select(c => c.Id).ToHashSet();
        return new ObservedProvision
        {
            Id = id,
            Name = record?.ProvisionName ?? clusters.FirstOrDefault()?.Template.TextAt("PROVISION/NAME") ?? id,
            Record = record,
            Clusters = clusters,
            Hosts = HostReading.Distinct([.. Hosts.Where(h => IsOf(h.Template)).OrderBy(h => h.Id).Select(h => HostReading.Read(h, id))]),
            Datastores = [.. Datastores.Where(d => IsOf(d.Template)).OrderBy(d => d.Id)],
            Networks = [.. Networks.Where(n => IsOf(n.Template)).OrderBy(n => n.Id)],
            Stubs = [.. Hosts.Where(h => clusterIds.Contains(h.ClusterId) && h.Template.Section("PROVISION") is null && GeneratedNames.IsOne(h.Name))],
        };
    }
}

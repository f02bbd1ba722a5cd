using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on clusters.</summary>
public sealed class ClusterCalls
{
    private readonly FrontEndClient _client;

    internal ClusterCalls(FrontEndClient client) => _client = client;

    /// <summary>Makes an empty cluster and answers its id.</summary>
    public Task<int> AllocateAsync(string name, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.cluster.allocate", $"cluster {name}", name), token);

    /// <summary>Changes the attributes.</summary>
    public Task UpdateAsync(int id, UpdateMode mode, string template, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Set("one.cluster.update", $"cluster {id}", id, template, (int)mode), token);

    /// <summary>Renames it.</summary>
    public Task RenameAsync(int id, string name, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.cluster.rename", $"cluster {id}", id, name), token);

    /// <summary>One cluster.</summary>
    public Task<ClusterObject> InfoAsync(int id, SecretView secrets, CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.cluster.info", $"cluster {id}", id, secrets == SecretView.Clear), ClusterObject.Read, token);

    /// <summary>All clusters, by id.</summary>
    public Task<ImmutableArray<ClusterObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.clusterpool.info", "all clusters"),
            pool => pool.Expect("CLUSTER_POOL").Pool("CLUSTER", ClusterObject.Read),
            token);

    /// <summary>Moves a host into it. No error if it is there already.</summary>
    public Task AddHostAsync(int id, int hostId, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.cluster.addhost", $"cluster {id}, host {hostId}", id, hostId), token);

    /// <summary>Adds a datastore, which may be in several clusters.</summary>
    public Task AddDatastoreAsync(int id, int datastoreId, CancellationToken token) =>
        _client.RunForIdAsync(
            FrontEndCall.Write("one.cluster.adddatastore", $"cluster {id}, datastore {datastoreId}", id, datastoreId), token);

    /// <summary>Adds a network, which may be in several clusters.</summary>
    public Task AddNetworkAsync(int id, int networkId, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.cluster.addvnet", $"cluster {id}, network {networkId}", id, networkId), token);

    /// <summary>Deletes it. Refused while anything is in it, a network that is still being deleted included.</summary>
    public Task DeleteAsync(int id, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.cluster.delete", $"cluster {id}", id), token);
}

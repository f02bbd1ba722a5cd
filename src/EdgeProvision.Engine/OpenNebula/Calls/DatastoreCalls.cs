using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on datastores.</summary>
public sealed class DatastoreCalls
{
    private readonly FrontEndClient _client;

    internal DatastoreCalls(FrontEndClient client) => _client = client;

    /// <summary>Makes a datastore in a cluster and answers its id.</summary>
    public Task<int> AllocateAsync(string template, int clusterId, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.datastore.allocate", $"in cluster {clusterId}", template, clusterId), token);

    /// <summary>Changes the attributes.</summary>
    public Task UpdateAsync(int id, UpdateMode mode, string template, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Set("one.datastore.update", $"datastore {id}", id, template, (int)mode), token);

    /// <summary>One datastore.</summary>
    public Task<DatastoreObject> InfoAsync(int id, SecretView secrets, CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.datastore.info", $"datastore {id}", id, secrets == SecretView.Clear), DatastoreObject.Read, token);

    /// <summary>All datastores, by id.</summary>
    public Task<ImmutableArray<DatastoreObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.datastorepool.info", "all datastores"),
            pool => pool.Expect("DATASTORE_POOL").Pool("DATASTORE", DatastoreObject.Read),
            token);

    /// <summary>Deletes it. The daemon refuses while images are in it, but not while virtual machines have their disks there.</summary>
    public Task DeleteAsync(int id, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.datastore.delete", $"datastore {id}", id), token);
}

using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>Calls on hosts.</summary>
public sealed class HostCalls
{
    private readonly FrontEndClient _client;

    internal HostCalls(FrontEndClient client) => _client = client;

    /// <summary>
    /// Makes a host, enabled, and answers its id. A taken name is a <see cref="FrontEndException"/> with <see cref="FrontEndException.NameTakenBy"/>.
    /// </summary>
    public Task<int> AllocateAsync(string name, string imMad, string vmMad, int clusterId, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.host.allocate", $"host {name}", name, imMad, vmMad, clusterId), token);

    /// <summary>Changes the attributes.</summary>
    public Task UpdateAsync(int id, UpdateMode mode, string template, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Set("one.host.update", $"host {id}", id, template, (int)mode), token);

    /// <summary>Enables, disables or takes it offline.</summary>
    public Task SetStatusAsync(int id, HostStatus status, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Set("one.host.status", $"host {id}", id, (int)status), token);

    /// <summary>Renames it. A name with a colon (an IPv6 address) is refused.</summary>
    public Task RenameAsync(int id, string name, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.host.rename", $"host {id}", id, name), token);

    /// <summary>One host.</summary>
    public Task<HostObject> InfoAsync(int id, SecretView secrets, CancellationToken token) =>
        _client.RunForXmlAsync(FrontEndCall.Read("one.host.info", $"host {id}", id, secrets == SecretView.Clear), HostObject.Read, token);

    /// <summary>All hosts, by id, encrypted attributes as cipher text.</summary>
    public Task<ImmutableArray<HostObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.hostpool.info", "all hosts"), pool => pool.Expect("HOST_POOL").Pool("HOST", HostObject.Read), token);

    /// <summary>Deletes it. Refused while virtual machines run there.</summary>
    public Task DeleteAsync(int id, CancellationToken token) =>
        _client.RunForIdAsync(FrontEndCall.Write("one.host.delete", $"host {id}", id), token);
}

using System.Collections.Immutable;

namespace EdgeProvision.Engine.OpenNebula;

/// <summary>
/// Calls on virtual networks. Every write may wait behind an IPAM driver (which ones do differs between releases), so all of them go over
/// <see cref="CallLane.Ipam"/>; reads always answer at once.
/// </summary>
public sealed class NetworkCalls
{
    private readonly FrontEndClient _client;

    internal NetworkCalls(FrontEndClient client) => _client = client;

    /// <summary>
    /// Makes a network in a cluster and answers its id. From 6 on it is not ready then: <see cref="NetworkWaiting.WaitReadyAsync"/>.
    /// </summary>
    public Task<int> AllocateAsync(string template, int clusterId, CancellationToken token) =>
        Write("one.vn.allocate", $"in cluster {clusterId}", token, template, clusterId);

    /// <summary>Changes the attributes.</summary>
    public Task UpdateAsync(int id, UpdateMode mode, string template, CancellationToken token) =>
        Write("one.vn.update", $"network {id}", token, id, template, (int)mode);

    /// <summary>Adds the address range of a text <c>AR=[ … ]</c>. Waits for its IPAM driver.</summary>
    public Task AddRangeAsync(int id, string template, CancellationToken token) =>
        Write("one.vn.add_ar", $"network {id}", token, id, template);

    /// <summary>Changes the address range of a text <c>AR=[ AR_ID="0", … ]</c>.</summary>
    public Task UpdateRangeAsync(int id, string template, CancellationToken token) =>
        Write("one.vn.update_ar", $"network {id}", token, id, template);

    /// <summary>Removes an address range. Refused while addresses of it are in use.</summary>
    public Task RemoveRangeAsync(int id, int rangeId, CancellationToken token) =>
        Write("one.vn.rm_ar", $"network {id}, range {rangeId}", token, id, rangeId);

    /// <summary>Takes an address out of use.</summary>
    public Task HoldAsync(int id, string ip, CancellationToken token) =>
        Write("one.vn.hold", $"network {id}, address {ip}", token, id, Leases(ip));

    /// <summary>Gives a held address back.</summary>
    public Task ReleaseAsync(int id, string ip, CancellationToken token) =>
        Write("one.vn.release", $"network {id}, address {ip}", token, id, Leases(ip));

    /// <summary>Frees a network that a killed daemon left in the middle.</summary>
    public Task RecoverAsync(int id, NetworkRecovery operation, CancellationToken token) =>
        Write("one.vn.recover", $"network {id}", token, id, (int)operation);

    /// <summary>
    /// Deletes it. From 6 on it may still count as inside its cluster then: <see cref="NetworkWaiting.WaitGoneAsync"/>. A refusal (2048)
    /// without a reason means that the IPAM driver could not give its addresses back: repeat it later.
    /// </summary>
    public Task DeleteAsync(int id, CancellationToken token) => Write("one.vn.delete", $"network {id}", token, id);

    /// <summary>One network with its ranges and leases.</summary>
    public Task<NetworkObject> InfoAsync(int id, SecretView secrets, CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.vn.info", $"network {id}", id, secrets == SecretView.Clear), NetworkObject.Read, token);

    /// <summary>All networks of all users, by id, with their ranges but without leases.</summary>
    public Task<ImmutableArray<NetworkObject>> ListAsync(CancellationToken token) =>
        _client.RunForXmlAsync(
            FrontEndCall.Read("one.vnpool.info", "all networks", PoolFilter.All, PoolFilter.NoLimit, PoolFilter.NoLimit),
            pool => pool.Expect("VNET_POOL").Pool("VNET", NetworkObject.Read),
            token);

    /// <summary>Waits until a network is ready: see <see cref="NetworkWaiting"/>.</summary>
    /// <param name="limit">How long it may take to become ready; an IPAM driver has 90 s of its own and may have to queue.</param>
    public Task<NetworkObject> WaitReadyAsync(int id, TimeSpan limit, CancellationToken token) =>
        new NetworkWaiting(this, _client.Time).WaitReadyAsync(id, limit, token);

    /// <summary>Waits until a deleted network is gone.</summary>
    public Task WaitGoneAsync(int id, TimeSpan limit, CancellationToken token) =>
        new NetworkWaiting(this, _client.Time).WaitGoneAsync(id, limit, token);

    private static string Leases(string ip) =>
        TemplateWriter.Write(AttributeTree.Empty.Add("LEASES", new AttributeTree(("IP", ip))));

    private Task<int> Write(string method, string subject, CancellationToken token, params ReadOnlySpan<WireValue> arguments) =>
        _client.RunForIdAsync(FrontEndCall.Write(method, subject, arguments) with { Lane = CallLane.Ipam }, token);
}

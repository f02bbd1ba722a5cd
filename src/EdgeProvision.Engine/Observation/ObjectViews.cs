using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>What users see of clusters, datastores and networks.</summary>
internal static class ObjectViews
{
    public static EdgeCluster Cluster(ObservedProvision observed, ClusterObject cluster) => new(
        cluster.Id, cluster.Name, observed.Name, observed.Id ?? "", cluster.HostIds.Length, cluster.NetworkIds.Length, cluster.DatastoreIds.Length)
    {
        Hosts = cluster.HostIds.ToArray(),
        Networks = cluster.NetworkIds.ToArray(),
        Datastores = cluster.DatastoreIds.ToArray(),
    };

    public static EdgeDatastore Datastore(ObservedProvision observed, DatastoreObject datastore) => new(
        datastore.Id, datastore.Name,
        datastore.Type switch { DatastoreType.Image => "img", DatastoreType.System => "sys", _ => "fil" },
        datastore.Type == DatastoreType.System ? "-" : datastore.DsMad, datastore.TmMad, observed.Name, observed.Id ?? "",
        datastore.ClusterIds.ToArray(), datastore.ImageIds.Length, datastore.TotalMb, datastore.FreeMb)
    {
        State = datastore.IsDisabled ? "off" : "on",
        UsedMb = datastore.UsedMb,
        Images = datastore.ImageIds.ToArray(),
    };

    public static EdgeNetwork Network(ObservedProvision observed, NetworkObject network) => new(
        network.Id, network.Name, network.Bridge, network.VnMad,
        network.State switch { null or NetworkState.Ready => "rdy", NetworkState.Error => "err", _ => "lock" },
        network.OwnerName, network.GroupName, observed.Name, observed.Id ?? "", network.ClusterIds.ToArray(), network.UsedLeases)
    {
        AddressRanges = network.AddressRanges.Select(Range).ToArray(),
    };

    public static EdgeLease Lease(Lease lease) => lease switch
    {
        { VmId: { } machine } => new EdgeLease(lease.Ip, lease.Mac, "vm", machine),
        { NetworkId: { } network } => new EdgeLease(lease.Ip, lease.Mac, "reservation", network),
        { RouterId: { } router } => new EdgeLease(lease.Ip, lease.Mac, "router", router),
        _ => new EdgeLease(lease.Ip, lease.Mac, "held", null),
    };

    private static EdgeAddressRange Range(AddressRange range) => new(range.Id, range.Type, range.Ip, Last(range.Ip, range.Size), range.Size, range.IpamMad);

    private static string? Last(string? first, int size)
    {
        if (!IPAddress.TryParse(first, out var address) || address.AddressFamily != AddressFamily.InterNetwork)
            return null;
        Span<byte> bytes = stackalloc byte[4];
        address.TryWriteBytes(bytes, out _);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, unchecked(BinaryPrimitives.ReadUInt32BigEndian(bytes) + (uint)Math.Max(size - 1, 0)));
        return new IPAddress(bytes).ToString();
    }
}

using EdgeProvision.Sandbox.OpenNebula.Objects;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

internal static class ClusterCalls
{
    internal static void AddTo(CallTable table)
    {
        table.Add("one.cluster.allocate", Allocate);
        table.Add("one.cluster.delete", Delete);
        table.Add("one.cluster.addhost", AddHost);
        table.Add("one.cluster.delhost", RemoveHost);
        table.Add("one.cluster.adddatastore", call => Put(call, ObjectKind.Datastore, true));
        table.Add("one.cluster.deldatastore", call => Put(call, ObjectKind.Datastore, false));
        table.Add("one.cluster.addvnet", call => Put(call, ObjectKind.Network, true));
        table.Add("one.cluster.delvnet", call => Put(call, ObjectKind.Network, false));
    }

    private static int Allocate(CallContext call)
    {
        var name = call.Text(1);
        var zone = call.Zone;
        call.DemandAdministrator("CREATE CLUSTER");
        Names.Demand(zone, ObjectKind.Cluster, name, 0, zone.Facts.AllocateCode, zone.Facts.AllocatePrefix("cluster"));
        return zone.Clusters.Add(new Cluster(zone.Clusters.NextId, name)).Id;
    }

    private static int Delete(CallContext call)
    {
        var id = call.Int(1);
        call.Get<Cluster>(ObjectKind.Cluster, id, Permissions.Right.Admin);
        if (id < 100) throw new Refusal(Refusal.Action, "Cannot delete cluster. System Clusters (ID < 100) cannot be deleted.");
        var zone = call.Zone;
        foreach (var (count, what) in new[]
        {
            (zone.Hosts.All.Count(h => h.ClusterId == id), "hosts"),
            (zone.Datastores.All.Count(d => d.Clusters.Contains(id)), "datastores"),
            (zone.Networks.All.Count(n => n.Clusters.Contains(id)), "vnets"),
        })
        {
            if (count > 0)
                throw new Refusal(Refusal.Action, $"Cannot delete cluster. Cluster {id} is not empty, it contains {count} {what}.");
        }

        zone.Clusters.Remove(id);
        return id;
    }

    private static int AddHost(CallContext call)
    {
        var (cluster, host) = ClusterAndHost(call);
        host.ClusterId = cluster;
        return cluster;
    }

    // What leaves a cluster goes to the default one. Until 6.10 its id is the answer, which is 0.
    private static int RemoveHost(CallContext call)
    {
        var (cluster, host) = ClusterAndHost(call);
        if (host.ClusterId == cluster) host.ClusterId = 0;
        return call.Zone.Facts.IsNew ? cluster : 0;
    }

    private static (int Cluster, Host Host) ClusterAndHost(CallContext call)
    {
        var cluster = call.Get<Cluster>(ObjectKind.Cluster, call.Int(1), Permissions.Right.Admin);
        return (cluster.Id, call.Get<Host>(ObjectKind.Host, call.Int(2), Permissions.Right.Admin));
    }

    private static int Put(CallContext call, ObjectKind kind, bool inside)
    {
        var cluster = call.Get<Cluster>(ObjectKind.Cluster, call.Int(1), Permissions.Right.Admin).Id;
        var item = call.Get<PoolObject>(kind, call.Int(2), Permissions.Right.Admin);
        var clusters = item is Datastore datastore ? datastore.Clusters : ((VirtualNetwork)item).Clusters;
        if (inside) clusters.Add(cluster);
        else clusters.Remove(cluster);
        return cluster;
    }
}

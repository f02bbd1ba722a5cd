using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Networks: made and deleted in the background since 6.x, while the caller waits before.</summary>
internal static class NetworkCalls
{
    internal static void AddTo(CallTable table)
    {
        table.AddAsync("one.vn.allocate", AllocateAsync);
        table.AddGated("one.vn.delete", ObjectKind.Network, DeleteAsync);
        table.AddGated("one.vn.recover", ObjectKind.Network, Recover);
    }

    internal static string Word(NetworkState state) => state switch
    {
        NetworkState.LockCreate => "LOCK_CREATE",
        NetworkState.LockDelete => "LOCK_DELETE",
        _ => state.ToString().ToUpperInvariant(),
    };

    private static async Task<int> AllocateAsync(CallContext call)
    {
        var zone = call.Zone;
        if (zone.Facts.AsynchronousNetworks)
        {
            return zone.Run(() =>
            {
                var network = Add(call, Read(call));
                NetworkCreation.Start(zone, network);
                return network.Id;
            });
        }

        // The old daemon lists the network only when its ranges are registered; its name can be taken until then.
        var draft = zone.Run(() => Read(call));
        var ranges = new List<AddressRange>();
        foreach (var asked in draft.Ranges)
        {
            var (range, error) = await zone.Ipam.RegisterAsync(asked, ranges.Count).ConfigureAwait(false);
            ranges.Add(range ?? throw new Refusal(Refusal.Internal, error));
        }

        return zone.Run(() =>
        {
            if (Names.Taken(zone, ObjectKind.Network, draft.Name, call.Caller.Id) is not null) throw new Refusal(Refusal.Internal, "");
            var network = Add(call, draft with { Ranges = [] });
            ranges.ForEach(network.Add);
            return network.Id;
        });
    }

    private static Draft Read(CallContext call)
    {
        var zone = call.Zone;
        var template = call.Parse(call.Text(1));
        call.DemandAdministrator("CREATE NET", $"ADMIN CLUSTER [{Math.Max(0, call.Int(2))}]");
        var cluster = call.Cluster(2);
        var name = template.Take("NAME");
        if (name.Length == 0) throw new Refusal(Refusal.Internal, "No NAME in template for Virtual Network.");
        Names.Demand(zone, ObjectKind.Network, name, call.Caller.Id);
        var driver = template.Get("VN_MAD");
        if (driver.Length == 0) throw new Refusal(Refusal.Internal, "No VN_MAD in template for Virtual Network.");
        var bridgeType = NetworkDrivers.BridgeType(driver, zone.Facts)
            ?? throw new Refusal(Refusal.Internal, $"VN_MAD named \"{driver}\" is not defined in oned.conf");
        if (NetworkDrivers.Missing(template) is { } missing) throw new Refusal(Refusal.Internal, missing);
        return new Draft(name, template, bridgeType, cluster, template.TakeVectors("AR"));
    }

    private static VirtualNetwork Add(CallContext call, Draft draft)
    {
        var zone = call.Zone;
        var network = new VirtualNetwork(zone.Networks.NextId, draft.Name, call.Caller, draft.Template, draft.BridgeType, zone.Facts)
        {
            Clusters = { draft.Cluster },
        };
        foreach (var range in draft.Ranges) network.Template.Add(range);
        zone.Encrypt(network);
        return zone.Networks.Add(network);
    }

    private static async Task<int> DeleteAsync(CallContext call)
    {
        var (zone, id) = (call.Zone, call.Int(1));
        var network = zone.Run(() =>
        {
            var found = call.Get<VirtualNetwork>(ObjectKind.Network, id, Permissions.Right.Manage);
            if (found.State is NetworkState.LockCreate or NetworkState.LockDelete)
                throw CannotDelete($"Can not remove a Virtual Network, wrong state {Word(found.State)}");
            if (found.UsedLeases > 0) throw CannotDelete("Can not remove a virtual network with leases in use");
            return found;
        });

        foreach (var range in network.Ranges.Where(r => r.IpamDriver.Length > 0).ToList())
        {
            // The daemon's answer has no reason here, whatever the driver said.
            var answer = await zone.Ipam.UnregisterAsync(range.Attributes).ConfigureAwait(false);
            if (!answer.Succeeded) throw CannotDelete("");
            zone.Run(() => network.Remove(range));
        }

        zone.Run(() => NetworkCreation.StartDeletion(zone, network));
        return id;
    }

    private static Refusal CannotDelete(string reason) => new(Refusal.Action, "Cannot delete virtual network. " + reason);

    private static int Recover(CallContext call)
    {
        var (zone, id, operation) = (call.Zone, call.Int(1), call.Int(2));
        var network = call.Get<VirtualNetwork>(ObjectKind.Network, id, Permissions.Right.Manage);
        if (operation is < 0 or > 3) throw new Refusal(Refusal.Action, "Wrong recovery operation code");
        var word = ((string[])["failure", "success", "delete", "retry"])[operation];
        switch (operation, network.State)
        {
            case (0, NetworkState.Init or NetworkState.LockCreate or NetworkState.LockDelete):
                network.State = NetworkState.Error;
                network.Template.Set("ERROR", IpamManager.Stamp(zone.Now, "Failure forced by user"));
                break;
            case (1, NetworkState.Init or NetworkState.LockCreate or NetworkState.Error):
                network.State = NetworkState.Ready;
                break;
            // Nothing is given back to any driver, not even what stands in the pool.
            case (1, NetworkState.LockDelete):
            case (2, NetworkState.Init or NetworkState.LockCreate or NetworkState.LockDelete or NetworkState.Error):
                zone.Networks.Remove(id);
                break;
            default:
                throw new Refusal(Refusal.Internal, $"Could not perform 'recover {word}' on VN {id}, wrong state {Word(network.State)}.");
        }

        return id;
    }

    private sealed record Draft(string Name, Template Template, string BridgeType, int Cluster, IReadOnlyList<VectorAttribute> Ranges);
}

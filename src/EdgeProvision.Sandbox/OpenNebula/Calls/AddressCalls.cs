using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>Address ranges and leases. The caller waits for the IPAM driver, and so does everybody else who changes this network.</summary>
internal static class AddressCalls
{
    internal static void AddTo(CallTable table)
    {
        table.AddGated("one.vn.add_ar", ObjectKind.Network, AddRangeAsync);
        table.AddGated("one.vn.update_ar", ObjectKind.Network, UpdateRange);
        table.AddGated("one.vn.rm_ar", ObjectKind.Network, RemoveRangeAsync);
        table.AddGated("one.vn.hold", ObjectKind.Network, HoldAsync);
        table.AddGated("one.vn.release", ObjectKind.Network, ReleaseAsync);
    }

    private static async Task<int> AddRangeAsync(CallContext call)
    {
        var zone = call.Zone;
        var (network, asked, id) = zone.Run(() =>
        {
            var found = Ready(call);
            return (found, Vector(call, "AR", "Wrong AR definition. AR vector attribute is missing."), found.NextRangeId);
        });
        var (range, error) = await zone.Ipam.RegisterAsync(asked, id).ConfigureAwait(false);
        if (range is null) throw new Refusal(Refusal.Internal, error);
        zone.Run(() =>
        {
            zone.Cipher.Apply(range.Attributes, zone.EncryptedNames(ObjectKind.Network), encrypt: true);
            network.Add(range);
        });
        return network.Id;
    }

    private static int UpdateRange(CallContext call)
    {
        var network = Ready(call);
        var asked = Vector(call, "AR", "Wrong AR definition. AR vector attribute is missing.");
        Range(network, asked["AR_ID"]).Change(asked);
        return network.Id;
    }

    private static async Task<int> RemoveRangeAsync(CallContext call)
    {
        var zone = call.Zone;
        var force = call.OptionalFlag(3);
        var (network, range) = zone.Run(() =>
        {
            var found = Ready(call, "Could not remove Adress Range, ");
            var asked = Range(found, call.Int(2).ToString(CultureInfo.InvariantCulture));
            if (asked.UsedLeases > 0 && !force) throw new Refusal(Refusal.Internal, "Address Range has leases in use");
            return (found, asked);
        });
        if (range.IpamDriver.Length > 0)
        {
            var answer = await zone.Ipam.UnregisterAsync(range.Extended()).ConfigureAwait(false);
            if (!answer.Succeeded && !force) throw new Refusal(Refusal.Internal, answer.Error);
        }

        zone.Run(() => network.Remove(range));
        return network.Id;
    }

    private static async Task<int> HoldAsync(CallContext call)
    {
        var zone = call.Zone;
        var (network, range, index) = zone.Run(() =>
        {
            var found = Ready(call);
            var (asked, at) = Lease(found, Vector(call, "LEASES", "Wrong Lease format."));
            if (!asked.IsFree(at)) throw new Refusal(Refusal.Action, "Lease is in use");
            return (found, asked, at);
        });
        if (range.IpamDriver.Length > 0)
        {
            var answer = await zone.Ipam.AllocateAsync(range, index).ConfigureAwait(false);
            if (!answer.Succeeded) throw new Refusal(Refusal.Action, answer.Error);
        }

        zone.Run(() => range.Lease(index, LeaseHolder.Hold));
        return network.Id;
    }

    private static async Task<int> ReleaseAsync(CallContext call)
    {
        var zone = call.Zone;
        var (network, range, index) = zone.Run(() =>
        {
            var found = Ready(call);
            var (asked, at) = Lease(found, Vector(call, "LEASES", "Wrong Lease format."));
            if (!asked.Leases.Any(l => l.Key == at && l.Value == LeaseHolder.Hold))
                throw new Refusal(Refusal.Action, "Lease is not on hold");
            return (found, asked, at);
        });
        if (range.IpamDriver.Length > 0)
        {
            var answer = await zone.Ipam.FreeAsync(range, index).ConfigureAwait(false);
            if (!answer.Succeeded) throw new Refusal(Refusal.Action, answer.Error);
        }

        zone.Run(() => range.Free(index));
        return network.Id;
    }

    // The texts run into one another in the daemon, too.
    private static VirtualNetwork Ready(CallContext call, string? prefix = null)
    {
        var network = call.Get<VirtualNetwork>(ObjectKind.Network, call.Int(1), Permissions.Right.Manage);
        if (network.State == NetworkState.Ready) return network;
        prefix ??= $"Could not execute {call.Method}";
        throw new Refusal(Refusal.Action, $"{prefix}Virtual Network is in wrong state: {NetworkCalls.Word(network.State)}");
    }

    private static VectorAttribute Vector(CallContext call, string name, string missing) =>
        call.Parse(call.Text(2)).Vectors(name).FirstOrDefault() ?? throw new Refusal(Refusal.Internal, missing);

    private static AddressRange Range(VirtualNetwork network, string id) =>
        int.TryParse(id, CultureInfo.InvariantCulture, out var number) && network.Range(number) is { } range
            ? range
            : throw new Refusal(Refusal.Internal, "Address Range does not exist");

    private static (AddressRange Range, int Index) Lease(VirtualNetwork network, VectorAttribute asked)
    {
        foreach (var range in network.Ranges)
        {
            if (asked["AR_ID"] is { Length: > 0 } only && only != range.Attributes["AR_ID"]) continue;
            var index = asked["IP"] is { Length: > 0 } ip ? range.IndexOfIp(ip) : range.IndexOfMac(asked["MAC"]);
            if (index is { } found) return (range, found);
        }

        throw new Refusal(Refusal.Action, "Address is not part of the network");
    }
}

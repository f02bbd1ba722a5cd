using System.Numerics;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>The calls about address blocks. Each runs with the store's gate held.</summary>
internal sealed class AddressCalls(PacketStore store, DeviceLifecycle lifecycle)
{
    private const int LargestBlock = 256;
    private const int MostAvailable = 256;

    public HttpReply Reserve(PacketCall call)
    {
        var body = JsonBody.Read(call.Http);
        var request = ReadRequest(body);
        var prefixLength = 32 - BitOperations.Log2((uint)request.Quantity);
        var block = store.FindFreeBlock(call.Tenant, request.Type, prefixLength);
        if (block is null && body.Flag("fail_on_approval_required"))
            throw new PacketRefusedException(422, "The request exceeds the project's quota and requires an approval");
        var reservation = new AddressReservation(Guid.NewGuid().ToString(), call.Tenant, request, block, store.Now);
        store.Reservations.Add(reservation);
        if (block is { } granted)
            store.Ledger.Bought(new LedgerEntry(reservation.Id, "addresses", granted.ToString(), request.Tags, store.Now) { UsableAt = store.Now });
        return PacketReply.Json(201, AddressDocument.Of(reservation, call.Link));
    }

    public HttpReply List(PacketCall call)
    {
        var types = call.Query.GetValueOrDefault("types", call.Query.GetValueOrDefault("types[]", ""));
        var wanted = types.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var shown = store.Reservations.Where(item => item.Tenant == call.Tenant && (wanted.Length == 0 || wanted.Contains(item.Request.Type)));
        return Paging.Reply(call, "ip_addresses", [.. shown.Select(item => AddressDocument.Of(item, call.Link, Includes(call)))], Paging.DefaultAddressSize);
    }

    public HttpReply Get(PacketCall call, string id)
    {
        if (store.FindReservation(call.Tenant, id) is { } reservation)
            return PacketReply.Json(200, AddressDocument.Of(reservation, call.Link, Includes(call)));
        var (parent, assignment) = Assignment(call, id);
        return PacketReply.Json(200, AddressDocument.Of(parent, assignment, call.Link));
    }

    public HttpReply Available(PacketCall call, string id)
    {
        var reservation = store.FindReservation(call.Tenant, id) ?? throw PacketRefusedException.NotFound();
        if (!int.TryParse(call.Query.GetValueOrDefault("cidr", "32"), out var cidr) || cidr is < 24 or > 32)
            throw new PacketRefusedException(422, "cidr is not valid");
        var free = new List<string>();
        if (reservation.Block is { } block && cidr >= block.PrefixLength)
        {
            var size = 1u << (32 - cidr);
            for (uint offset = 0; offset < block.Count && free.Count < MostAvailable; offset += size)
            {
                var part = new AddressBlock(block.First + offset, cidr);
                if (!reservation.Assignments.Exists(taken => taken.Block.Overlaps(part)))
                    free.Add(part.ToString());
            }
        }

        return PacketReply.Json(200, new JsonObject { ["available"] = PacketReply.Array(free) });
    }

    public HttpReply Assign(PacketCall call, string deviceId)
    {
        var device = store.Device(call.Tenant, deviceId);
        var body = JsonBody.Read(call.Http);
        if (body.Text("address") is not { } text || !AddressBlock.TryParse(text, out var part))
            throw new PacketRefusedException(422, "address is not valid");
        if (device.State is DeviceState.Deprovisioning or DeviceState.Failed)
            throw new PacketRefusedException(422, $"Cannot assign an address to a device in state {device.State}");
        var reservation = store.Reservations.Find(item => item.Tenant == call.Tenant && item.Block is { } block && block.Contains(part))
            ?? throw new PacketRefusedException(422, $"address {part} is not in a reservation of this project");
        if (reservation.Assignments.Exists(taken => taken.Block.Overlaps(part)))
            throw new PacketRefusedException(422, $"address {part} is already assigned");
        var assignment = new AddressAssignment(Guid.NewGuid().ToString(), part, deviceId, store.Now);
        reservation.Assignments.Add(assignment);
        lifecycle.Route(device, part);
        return PacketReply.Json(201, AddressDocument.Of(reservation, assignment, call.Link));
    }

    public HttpReply Delete(PacketCall call, string id)
    {
        if (store.FindReservation(call.Tenant, id) is { } reservation)
        {
            if (reservation.Assignments.Count > 0)
                throw new PacketRefusedException(422, "Cannot release a reservation with assigned addresses");
            store.Reservations.Remove(reservation);
            store.Ledger.Change(id, entry => entry with { ReleasedAt = store.Now, GoneAt = store.Now });
            return PacketReply.Empty(204);
        }

        if (store.Devices.Exists(device => device.Tenant == call.Tenant && device.State != DeviceState.Deleted
            && (DeviceDocument.ManagementId(device, true) == id || DeviceDocument.ManagementId(device, false) == id)))
            throw new PacketRefusedException(422, "Cannot release a management address");
        var (parent, assignment) = Assignment(call, id);
        parent.Assignments.Remove(assignment);
        if (store.Devices.Find(device => device.Id == assignment.DeviceId) is { } holder)
            lifecycle.Route(holder, assignment.Block);
        return PacketReply.Empty(204);
    }

    // "a,b.c" are paths of links that are to be answered whole.
    private static bool Includes(PacketCall call) =>
        call.Query.GetValueOrDefault("include", "").Split(',', StringSplitOptions.TrimEntries).Any(path => path.Split('.')[0] == "assignments");

    private static AddressRequest ReadRequest(JsonBody body)
    {
        var type = body.Text("type");
        if (type is null || !PacketStore.IsAddressType(type))
            body.Errors.Add(type is null ? "type can't be blank" : $"type {type} is not valid");
        var quantity = body.Number("quantity");
        if (quantity is not { } count || count < 1 || count > LargestBlock || !BitOperations.IsPow2(count))
            body.Errors.Add($"quantity must be a power of two between 1 and {LargestBlock}");
        // A global address belongs to no place.
        var facility = DeviceOrderReader.ReadFacility(body, required: type != "global_ipv4");
        var request = new AddressRequest(type ?? "", quantity ?? 0, facility, body.Text("details"), DeviceOrderReader.Custom(body), body.Texts("tags"));
        _ = body.Flag("fail_on_approval_required");
        body.ThrowIfWrong();
        return request;
    }

    private (AddressReservation Parent, AddressAssignment Assignment) Assignment(PacketCall call, string id)
    {
        foreach (var reservation in store.Reservations.Where(item => item.Tenant == call.Tenant))
        {
            if (reservation.Assignments.Find(assignment => assignment.Id == id) is { } found)
                return (reservation, found);
        }

        throw PacketRefusedException.NotFound();
    }
}

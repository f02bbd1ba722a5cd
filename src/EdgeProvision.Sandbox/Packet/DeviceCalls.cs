using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>The calls about devices. Each runs with the store's gate held.</summary>
internal sealed class DeviceCalls(PacketStore store, DeviceLifecycle lifecycle)
{
    public HttpReply Create(PacketCall call)
    {
        var request = new DeviceOrderReader(store, call.Tenant).Read(JsonBody.Read(call.Http));
        var id = Guid.NewGuid().ToString();
        var device = new PacketDevice(id, id[..8], call.Tenant, request, store.Now);
        store.Devices.Add(device);
        if (request.Reserved is { } reserved)
            reserved.DeviceId = id;
        else
            store.Conditions.TakeStock(request.Plan, request.Facility.Code);
        store.Ledger.Bought(new LedgerEntry(id, "device", device.Hostname, device.Tags, device.CreatedAt));
        lifecycle.Begin(device);
        return PacketReply.Json(201, Document(call, device, device.State));
    }

    public HttpReply List(PacketCall call)
    {
        var moment = store.Now - store.Conditions.ListLag;
        var documents = new List<JsonObject>();
        // Newest first, as the API lists.
        foreach (var device in store.Devices.AsEnumerable().Reverse())
        {
            if (device.Tenant == call.Tenant && device.StateAt(moment) is { } state && state != DeviceState.Deleted && Matches(call, device))
                documents.Add(Document(call, device, state));
        }

        return Paging.Reply(call, "devices", documents);
    }

    public HttpReply Get(PacketCall call, string id)
    {
        var device = store.Device(call.Tenant, id);
        return PacketReply.Json(200, Document(call, device, device.State));
    }

    public HttpReply Update(PacketCall call, string id)
    {
        var device = store.Device(call.Tenant, id);
        var body = JsonBody.Read(call.Http);
        var hostname = body.Text("hostname");
        if (hostname is not null && !DeviceOrderReader.HostnamePattern().IsMatch(hostname))
            body.Errors.Add("hostname must be a valid hostname");
        var tags = body.Has("tags") ? body.Texts("tags") : device.Tags;
        var description = body.Has("description") ? body.Text("description") : device.Description;
        var locked = body.Has("locked") ? body.Flag("locked") : device.Locked;
        var end = DeviceOrderReader.ReadTermination(body, store.Now);
        body.ThrowIfWrong();
        if (body.Names("termination_time") && !store.Conditions.KeepsTerminationTimes)
            lifecycle.EndAt(device, end);
        (device.Hostname, device.Tags, device.Description, device.Locked) = (hostname ?? device.Hostname, tags, description, locked);
        device.CustomData = DeviceOrderReader.Custom(body) ?? device.CustomData;
        return PacketReply.Json(200, Document(call, device, device.State));
    }

    public HttpReply Delete(PacketCall call, string id)
    {
        lifecycle.End(store.Device(call.Tenant, id));
        return PacketReply.Empty(204);
    }

    public HttpReply Act(PacketCall call, string id)
    {
        var device = store.Device(call.Tenant, id);
        var body = JsonBody.Read(call.Http);
        var type = body.Text("type");
        if (type is not ("power_on" or "power_off" or "reboot" or "reinstall"))
            body.Errors.Add(type is null ? "type can't be blank" : $"{type} is not a valid action");
        if (type == "reinstall" && body.Has("operating_system"))
            _ = DeviceOrderReader.Named(body, "operating_system", PacketCatalogue.OperatingSystems, (system, text) => system.IsNamed(text));
        body.ThrowIfWrong();
        lifecycle.Act(device, type!);
        return PacketReply.Empty(202);
    }

    public HttpReply Events(PacketCall call, string id) =>
        Paging.Reply(call, "events", [.. DeviceDocument.Events(store.Device(call.Tenant, id).Events).Select(node => (JsonObject)node!.DeepClone())]);

    public HttpReply Addresses(PacketCall call, string id) =>
        PacketReply.Json(200, new JsonObject { ["ip_addresses"] = DeviceDocument.Addresses(store.Device(call.Tenant, id), store, call.Link) });

    /// <summary>The original's <c>poll</c> adds these up; the sandbox measures no traffic.</summary>
    public HttpReply Bandwidth(PacketCall call, string id)
    {
        _ = store.Device(call.Tenant, id);
        var now = store.Now.ToUnixTimeSeconds();
        return PacketReply.Json(200, new JsonObject
        {
            ["bandwidth"] = PacketReply.Array(new[] { "inbound", "outbound" }.Select(target => new JsonObject
            {
                ["target"] = target,
                ["datapoints"] = new JsonArray(new JsonArray(0, now)),
            })),
        });
    }

    private JsonObject Document(PacketCall call, PacketDevice device, string state) => DeviceDocument.Of(device, state, store, call);

    private static bool Matches(PacketCall call, PacketDevice device)
    {
        foreach (var (name, wanted) in call.Query)
        {
            var matches = name switch
            {
                "tag" => device.Tags.Contains(wanted),
                "hostname" => device.Hostname.Contains(wanted, StringComparison.OrdinalIgnoreCase),
                "facility" => device.Request.Facility.Code == wanted,
                "metro" => device.Request.Facility.Metro == wanted,
                "search" => Mentions(device, wanted),
                _ => true,
            };
            if (!matches)
                return false;
        }

        return true;
    }

    private static bool Mentions(PacketDevice device, string text) =>
        new[] { device.Hostname, device.Description, device.ShortId, device.Machine?.PublicAddress, device.Machine?.PrivateAddress }
            .Concat(device.Tags)
            .Any(candidate => candidate?.Contains(text, StringComparison.OrdinalIgnoreCase) == true);
}

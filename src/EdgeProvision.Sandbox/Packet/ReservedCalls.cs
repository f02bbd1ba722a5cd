using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>The calls about reserved hardware. Each runs with the store's gate held.</summary>
internal sealed class ReservedCalls(PacketStore store)
{
    public HttpReply List(PacketCall call) =>
        Paging.Reply(call, "hardware_reservations", [.. store.Reserved.Where(item => item.Tenant == call.Tenant).Select(item => Document(item, call))]);

    public HttpReply Get(PacketCall call, string id) => store.Reserved.Find(item => item.Id == id && item.Tenant == call.Tenant) is { } found
        ? PacketReply.Json(200, Document(found, call))
        : throw PacketRefusedException.NotFound();

    private static JsonObject Document(ReservedHardware reserved, PacketCall call)
    {
        var document = new JsonObject
        {
            ["id"] = reserved.Id,
            ["short_id"] = reserved.ShortId,
            ["plan"] = call.Includes("plan") ? CatalogueDocument.Of(reserved.Plan, call) : PacketReply.Href(call.Link($"/plans/{reserved.Plan.Id}")),
            ["facility"] = call.Includes("facility") ? CatalogueDocument.Of(reserved.Facility) : PacketReply.Href(call.Link($"/facilities/{reserved.Facility.Id}")),
            ["project"] = PacketReply.Href(call.Link($"/projects/{reserved.Tenant.ProjectId}")),
            ["device"] = reserved.DeviceId is { } device ? PacketReply.Href(call.Link($"/devices/{device}")) : null,
            ["provisionable"] = reserved.IsFree,
            ["spare"] = reserved.IsSpare,
            ["need_of_service"] = false,
            ["billing_cycle"] = reserved.BillingCycle,
            ["created_at"] = PacketReply.Time(reserved.CreatedAt),
            ["href"] = call.Link($"/hardware-reservations/{reserved.Id}"),
        };
        if (reserved.Rate is { } rate)
            document["custom_rate"] = rate;
        return document;
    }
}

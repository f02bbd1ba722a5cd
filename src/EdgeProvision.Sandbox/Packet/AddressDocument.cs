using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>Reservations and assignments as the API shows them.</summary>
internal static class AddressDocument
{
    /// <summary>The reservation; its assignments are links unless they are to be included.</summary>
    public static JsonObject Of(AddressReservation reservation, Func<string, string> link, bool includesAssignments = false)
    {
        var document = new JsonObject
        {
            ["id"] = reservation.Id,
            ["type"] = reservation.Request.Type,
            ["state"] = reservation.State,
            ["quantity"] = reservation.Request.Quantity,
            ["address_family"] = 4,
            ["public"] = reservation.Request.Type != "private_ipv4",
            ["global_ip"] = reservation.Request.Type == "global_ipv4",
            ["management"] = false,
            ["manageable"] = true,
            ["addon"] = true,
            ["bill"] = true,
            ["details"] = reservation.Request.Details,
            ["tags"] = PacketReply.Array(reservation.Request.Tags),
            ["customdata"] = reservation.Request.CustomData is { } custom ? JsonNode.Parse(custom) : new JsonObject(),
            ["created_at"] = PacketReply.Time(reservation.CreatedAt),
            ["facility"] = reservation.Request.Facility is { } facility ? CatalogueDocument.Of(facility) : null,
            ["project"] = PacketReply.Href(link($"/projects/{reservation.Tenant.ProjectId}")),
            ["assignments"] = PacketReply.Array(reservation.Assignments.Select(
                assignment => includesAssignments ? Of(reservation, assignment, link) : PacketReply.Href(link($"/ips/{assignment.Id}")))),
            ["href"] = link($"/ips/{reservation.Id}"),
        };
        if (reservation.Block is { } block)
        {
            document["address"] = block.Address;
            AddNetwork(document, block);
        }

        return document;
    }

    public static JsonObject Of(AddressReservation reservation, AddressAssignment assignment, Func<string, string> link)
    {
        var document = new JsonObject
        {
            ["id"] = assignment.Id,
            ["address"] = assignment.Block.Address,
            ["address_family"] = 4,
            ["public"] = reservation.Request.Type != "private_ipv4",
            ["management"] = false,
            ["manageable"] = true,
            ["enabled"] = true,
            ["global_ip"] = reservation.Request.Type == "global_ipv4",
            ["created_at"] = PacketReply.Time(assignment.CreatedAt),
            ["assigned_to"] = PacketReply.Href(link($"/devices/{assignment.DeviceId}")),
            ["parent_block"] = new JsonObject
            {
                ["network"] = reservation.Block?.Address,
                ["netmask"] = reservation.Block?.Netmask,
                ["cidr"] = reservation.Block?.PrefixLength,
                ["href"] = link($"/ips/{reservation.Id}"),
            },
            ["href"] = link($"/ips/{assignment.Id}"),
        };
        AddNetwork(document, assignment.Block);
        return document;
    }

    private static void AddNetwork(JsonObject document, AddressBlock block)
    {
        document["network"] = block.Address;
        document["netmask"] = block.Netmask;
        document["gateway"] = block.Address;
        document["cidr"] = block.PrefixLength;
    }
}

using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>A device as the API shows it.</summary>
internal static class DeviceDocument
{
    /// <param name="device">The device.</param>
    /// <param name="state">The state to show: a list that lags shows an earlier one.</param>
    /// <param name="store">Where the addresses assigned to it stand.</param>
    /// <param name="call">The call that it answers.</param>
    public static JsonObject Of(PacketDevice device, string state, PacketStore store, PacketCall call)
    {
        Func<string, string> link = call.Link;
        var self = link($"/devices/{device.Id}");
        var document = new JsonObject
        {
            ["id"] = device.Id,
            ["short_id"] = device.ShortId,
            ["hostname"] = device.Hostname,
            ["description"] = device.Description,
            ["state"] = state,
            ["tags"] = PacketReply.Array(device.Tags),
            ["billing_cycle"] = device.Request.BillingCycle,
            ["user"] = "root",
            ["iqn"] = $"iqn.2020-01.net.packet:device.{device.ShortId}",
            ["locked"] = device.Locked,
            ["bonding_mode"] = 5,
            ["created_at"] = PacketReply.Time(device.CreatedAt),
            ["updated_at"] = PacketReply.Time(device.UpdatedAt),
            ["provisioning_percentage"] = device.Progress,
            ["provisioning_events"] = Events(device.Events),
            ["operating_system"] = CatalogueDocument.Of(device.Request.OperatingSystem),
            ["facility"] = CatalogueDocument.Of(device.Request.Facility),
            ["metro"] = CatalogueDocument.Of(PacketCatalogue.Metros.First(metro => metro.Code == device.Request.Facility.Metro)),
            ["plan"] = CatalogueDocument.Of(device.Request.Plan, call),
            ["project"] = PacketReply.Href(link($"/projects/{device.Tenant.ProjectId}")),
            ["ip_addresses"] = Addresses(device, store, link),
            ["ssh_keys"] = new JsonArray(),
            ["userdata"] = device.Request.UserData,
            ["customdata"] = device.CustomData is null ? new JsonObject() : JsonNode.Parse(device.CustomData),
            ["spot_instance"] = false,
            ["sos"] = $"{device.Id}@sos.{device.Request.Facility.Code}.packet.net",
            ["href"] = self,
        };
        if (device.TerminationTime is { } moment)
            document["termination_time"] = PacketReply.Time(moment);
        if (device.Request.Reserved is { } reserved)
            document["hardware_reservation"] = PacketReply.Href(link($"/hardware-reservations/{reserved.Id}"));
        return document;
    }

    public static JsonArray Addresses(PacketDevice device, PacketStore store, Func<string, string> link)
    {
        var addresses = new JsonArray();
        if (device.Machine is not { } machine)
            return addresses;
        // Public before private, as the API answers: the original took the first for the host's name.
        if (device.Request.WantsPublicAddress)
            addresses.Add(Management(device, machine.PublicAddress, machine.PublicPrefixLength, machine.Gateway, isPublic: true, link));
        addresses.Add(Management(device, machine.PrivateAddress, machine.PrivatePrefixLength, "", isPublic: false, link));
        foreach (var reservation in store.Reservations)
        {
            foreach (var assignment in reservation.Assignments.Where(assignment => assignment.DeviceId == device.Id))
                addresses.Add(AddressDocument.Of(reservation, assignment, link));
        }

        return addresses;
    }

    public static JsonArray Events(IEnumerable<DeviceEvent> events) => PacketReply.Array(events.Select(entry => new JsonObject
    {
        ["id"] = entry.Id,
        ["type"] = entry.Type,
        ["body"] = entry.Body,
        ["state"] = entry.State,
        ["created_at"] = PacketReply.Time(entry.CreatedAt),
    }));

    /// <summary>The id of a device's own address; it cannot be released.</summary>
    public static string ManagementId(PacketDevice device, bool isPublic) => StableId.Of("management", $"{device.Id}/{isPublic}");

    private static JsonObject Management(PacketDevice device, string address, int prefixLength, string gateway, bool isPublic, Func<string, string> link)
    {
        var network = AddressBlock.Around(address, prefixLength);
        var id = ManagementId(device, isPublic);
        return new JsonObject
        {
            ["id"] = id,
            ["address_family"] = 4,
            ["address"] = address,
            ["network"] = network.Address,
            ["netmask"] = network.Netmask,
            ["gateway"] = gateway,
            ["cidr"] = prefixLength,
            ["public"] = isPublic,
            ["management"] = true,
            ["manageable"] = true,
            ["enabled"] = true,
            ["global_ip"] = null,
            ["created_at"] = PacketReply.Time(device.CreatedAt),
            ["assigned_to"] = PacketReply.Href(link($"/devices/{device.Id}")),
            ["href"] = link($"/ips/{id}"),
        };
    }
}

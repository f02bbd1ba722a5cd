using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>Reads reservations of addresses and their assignments.</summary>
internal static class PacketAddressJson
{
    private const int MostAddresses = 1 << 16;

    /// <summary>The reservation, or null when it has no id.</summary>
    /// <param name="json">The reservation.</param>
    /// <param name="assigned">Those of its addresses that lead to devices.</param>
    public static AddressReservation? Reservation(JsonElement json, IReadOnlyList<ReservedAddress> assigned)
    {
        if (PacketJson.Text(json, "id") is not { } id)
            return null;

        var network = PacketJson.Text(json, "network") ?? PacketJson.Text(json, "address") ?? "";
        var isIPv6 = IPAddress.TryParse(network, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6;
        var bits = isIPv6 ? 128 : 32;
        var free = Math.Clamp(bits - (int)(PacketJson.Number(json, "cidr") ?? bits), 0, 30);
        var size = address is null ? (int)Math.Clamp(PacketJson.Number(json, "quantity") ?? 1, 1, MostAddresses) : 1 << free;
        return new AddressReservation(id, PacketTags.EdgeKey(PacketJson.Tags(json)), network, size)
        {
            State = PacketJson.Text(json, "state") switch
            {
                "pending" => ReservationState.AwaitingApproval,
                "denied" => ReservationState.Denied,
                _ => ReservationState.Ready,
            },
            Type = PacketJson.Text(json, "type"),
            Location = PacketJson.Code(json, "facility") ?? PacketJson.Code(json, "metro"),
            CreatedAt = PacketJson.Time(json, "created_at"),

            // Of IPv6 there are too many to name.
            Addresses = address is null || isIPv6 || size > MostAddresses ? [] : [.. Each(address, size, assigned)],
        };
    }

    /// <summary>One address with what it leads to, or null for something else, such as a link to it.</summary>
    public static ReservedAddress? Assignment(JsonElement json)
    {
        if (PacketJson.Text(json, "id") is not { } id || (PacketJson.Text(json, "network") ?? PacketJson.Text(json, "address")) is not { } address)
            return null;
        var device = PacketJson.Property(json, "assigned_to") is { } to ? PacketJson.Link(to) : null;
        return new ReservedAddress(address, new AddressAssignment(id, device, address));
    }

    private static IEnumerable<ReservedAddress> Each(IPAddress first, int size, IReadOnlyList<ReservedAddress> assigned)
    {
        var bytes = first.GetAddressBytes();
        var start = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        for (var n = 0; n < size; n++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, start + (uint)n);
            var text = new IPAddress(bytes).ToString();
            yield return assigned.FirstOrDefault(a => a.Address == text) ?? new ReservedAddress(text, null);
        }
    }
}

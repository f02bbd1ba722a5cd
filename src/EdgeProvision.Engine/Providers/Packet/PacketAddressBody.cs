using System.Text.Json;
using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>The body of a request for addresses.</summary>
internal static class PacketAddressBody
{
    public const string Global = "global_ipv4";
    private const string Any = "any";

    /// <summary>
    /// The field that says where, and what stands in it: a metro if one is named, since it is the wider word. Of several facilities, or any, a device has chosen one; where it is known,
    /// that one. Null for nowhere.
    /// </summary>
    public static (string Field, string Code)? Place(ReservationRequest request)
    {
        if (Words(request, "metro") is [var metro, ..])
            return ("metro", metro);
        return Words(request, "facility") switch
        {
            [var one] when one != Any => ("facility", one),
            var several => Words(request, "location") is [var own, ..] ? ("facility", own)
                : several.FirstOrDefault(f => f != Any) is { } first ? ("facility", first)
                : null,
        };
    }

    private static string[] Words(ReservationRequest request, string key) =>
        request.Keys.GetValueOrDefault(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static byte[] Write(ReservationRequest request, string defaultType)
    {
        var type = request.Type ?? defaultType;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteNumber("quantity", request.Count);
            if (type != Global && Place(request) is { } place)
                json.WriteString(place.Field, place.Code);

            // Above the quota the service would take the order, and somebody would have to approve it: an answer now is worth more.
            json.WriteBoolean("fail_on_approval_required", true);
            json.WriteStartArray("tags");
            foreach (var tag in PacketTags.With([], request.ProvisionId, request.EdgeKey))
                json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>Reads the API's objects. Lenient about what is not needed, strict about what decisions rest on.</summary>
internal static class PacketJson
{
    /// <summary>The device, or null when id, state or time of creation are missing.</summary>
    public static Device? Device(JsonElement json)
    {
        if (Text(json, "id") is not { } id || Text(json, "state") is not { } state || Time(json, "created_at") is not { } created)
            return null;

        return new Device(
            id, PacketStates.Parse(state), state, PacketTags.EdgeKey(Tags(json)), Text(json, "hostname") ?? "", created,
            Address(json, isPublic: true), Address(json, isPublic: false), Code(json, "facility") ?? Code(json, "metro"),
            Number(json, "provisioning_percentage") is { } percent ? Math.Clamp((int)percent, 0, 100) : null)
        {
            Hardware = Slug(json, "plan"),
            EndsAt = Time(json, "termination_time"),
            ReservationId = Property(json, "hardware_reservation") is { } reservation ? Link(reservation) : null,
        };
    }

    public static IReadOnlyList<string> Tags(JsonElement json) =>
        [.. Items(json, "tags").Where(t => t.ValueKind == JsonValueKind.String).Select(t => t.GetString()!)];

    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static string? Text(JsonElement json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    public static double? Number(JsonElement json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var value) && double.IsFinite(value) ? value : null;

    public static JsonElement? Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    public static DateTimeOffset? Time(JsonElement json, string name) => DateTimeOffset.TryParse(
        Text(json, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    public static string? Code(JsonElement json, string name) =>
        Property(json, name) is { } place ? Text(place, "code") ?? Text(json, name) : null;

    /// <summary>The word for a kind of thing, which stands there whole or as that word.</summary>
    public static string? Slug(JsonElement json, string name) => Property(json, name) is { } kind ? Text(kind, "slug") ?? Text(json, name) : null;

    /// <summary>The id of a thing that stands there whole or as a link.</summary>
    public static string? Link(JsonElement json) => Text(json, "id") ?? LastSegment(Text(json, "href"));

    /// <summary>The id at the end of a link.</summary>
    public static string? LastSegment(string? href) => href?.Split('?')[0].Split('/')[^1] is { Length: > 0 } id ? id : null;

    // The address that the service itself gave the device is marked "management"; reserved ones may be attached later.
    private static string? Address(JsonElement json, bool isPublic) => Items(json, "ip_addresses")
        .Where(a => Flag(a, "public") == isPublic && Flag(a, "management") != false && Number(a, "address_family") is null or 4)
        .OrderByDescending(a => Flag(a, "management") == true)
        .Select(a => Text(a, "address"))
        .FirstOrDefault(a => IPAddress.TryParse(a, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork && !parsed.Equals(IPAddress.Any));

    public static bool? Flag(JsonElement json, string name) => Property(json, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}

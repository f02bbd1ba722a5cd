using System.Text.Json;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>The body of a create request.</summary>
internal static class PacketCreateBody
{
    // Descriptor keys and the API's names for them, in the original's order; plan, os and facility are handled by themselves.
    private static readonly (string Key, string Field)[] Copied =
    [
        ("metro", "metro"),
        (ReservedHardware.Key, "hardware_reservation_id"),
        ("billing_cycle", "billing_cycle"),
    ];

    public static byte[] Write(DeviceRequest request, string? plan, string? operatingSystem)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteIfGiven(json, "plan", plan);
            json.WriteString("hostname", request.Hostname);
            WriteIfGiven(json, "operating_system", operatingSystem);
            WriteFacility(json, request.Keys.GetValueOrDefault("facility"));
            foreach (var (key, field) in Copied)
                WriteIfGiven(json, field, request.Keys.GetValueOrDefault(key));
            WriteIfGiven(json, PacketEnd.Field, request.EndsAt is { } end ? PacketEnd.Text(end) : null);
            json.WriteString("userdata", PacketUserData.For(request));
            json.WriteStartArray("tags");
            foreach (var tag in PacketTags.For(request))
                json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // One facility is a string, several are a list, from which the service picks.
    private static void WriteFacility(Utf8JsonWriter json, string? facility)
    {
        var facilities = facility?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (facilities.Length == 1)
            json.WriteString("facility", facilities[0]);
        if (facilities.Length <= 1)
            return;

        json.WriteStartArray("facility");
        foreach (var one in facilities)
            json.WriteStringValue(one);
        json.WriteEndArray();
    }

    private static void WriteIfGiven(Utf8JsonWriter json, string field, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            json.WriteString(field, value.Trim());
    }
}

using System.Text.Json;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>Reads a device's events: free text for people, which services list in either order.</summary>
internal static class PacketEvents
{
    public static IReadOnlyList<DeviceEvent> Read(IReadOnlyList<JsonElement> items)
    {
        List<DeviceEvent> events = [.. items.Select(Event).OfType<DeviceEvent>()];

        // Times are whole seconds, so that the list's own order decides within one.
        if (events.Count > 1 && events[0].At > events[^1].At)
            events.Reverse();
        return [.. events.OrderBy(e => e.At)];
    }

    private static DeviceEvent? Event(JsonElement json) =>
        PacketJson.Text(json, "id") is { } id && PacketJson.Time(json, "created_at") is { } time && (PacketJson.Text(json, "body") ?? PacketJson.Text(json, "type")) is { } text
            ? new DeviceEvent(id, ErrorText.Clean(text), time)
            : null;
}

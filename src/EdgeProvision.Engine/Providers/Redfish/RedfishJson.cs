using System.Text.Json;

namespace EdgeProvision.Engine.Providers.Redfish;

/// <summary>Reads a service's resources: lenient about what is not needed.</summary>
internal static class RedfishJson
{
    public static string? Text(JsonElement json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    public static IEnumerable<JsonElement> Items(JsonElement json, string name) =>
        Property(json, name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    public static JsonElement? Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The path that a link leads to.</summary>
    public static string? Link(JsonElement? json) => json is { } link ? Text(link, "@odata.id") : null;
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>Answers in the API's form.</summary>
internal static class PacketReply
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpReply Json(int status, JsonNode body) =>
        new(status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(body.ToJsonString(Plain)));

    public static HttpReply Empty(int status) => new(status, "application/json; charset=utf-8", []);

    public static HttpReply Errors(int status, IReadOnlyList<string> errors) =>
        Json(status, new JsonObject { ["errors"] = Array(errors) });

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode)text)];

    public static JsonArray Array(IEnumerable<JsonObject> objects) => [.. objects];

    public static JsonObject Href(string path) => new() { ["href"] = path };

    public static string Time(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

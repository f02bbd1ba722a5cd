using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Redfish;

/// <summary>Answers in the protocol's form.</summary>
internal static class RedfishReply
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static HttpReply Json(int status, JsonNode body) => new(status, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(body.ToJsonString(Plain)))
    {
        Headers = new Dictionary<string, string> { ["OData-Version"] = "4.0" },
    };

    public static HttpReply Empty(int status) => new(status, "application/json; charset=utf-8", []);

    public static HttpReply Error(int status, string code, string text) => Json(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = "Base.1.18.GeneralError",
            ["message"] = "A general error has occurred. See ExtendedInfo for more information.",
            ["@Message.ExtendedInfo"] = new JsonArray(new JsonObject
            {
                ["@odata.type"] = "#Message.v1_1_1.Message",
                ["MessageId"] = $"Base.1.18.{code}",
                ["Message"] = text,
                ["Severity"] = "Critical",
            }),
        },
    });
}

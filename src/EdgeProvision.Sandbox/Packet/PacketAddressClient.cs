using System.Text;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>The calls that the IPAM driver makes, as any client would: through whatever stands before the service.</summary>
internal sealed class PacketAddressClient(IHttpApp packet, PacketTenant tenant)
{
    private string Reservations => $"/projects/{tenant.ProjectId}/ips";

    /// <summary>Every reservation of the project.</summary>
    public async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        for (var page = 1; ; page++)
        {
            var answer = await CallAsync("GET", Reservations, $"page={page}", null, cancellationToken);
            all.AddRange(answer!["ip_addresses"]!.AsArray().Select(node => node!.AsObject()));
            if (answer["meta"]?["next"] is null)
                return all;
        }
    }

    public async Task<JsonObject> ReserveAsync(JsonObject request, CancellationToken cancellationToken) =>
        (await CallAsync("POST", Reservations, "", request, cancellationToken))!;

    /// <summary>The reservation or assignment, or null when there is none.</summary>
    public Task<JsonObject?> FindAsync(string id, CancellationToken cancellationToken) => CallAsync("GET", $"/ips/{id}", "", null, cancellationToken);

    /// <summary>The single addresses of a reservation that are on no device.</summary>
    public async Task<IReadOnlyList<string>> AvailableAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await CallAsync("GET", $"/ips/{id}/available", "cidr=32", null, cancellationToken);
        return answer is null ? [] : [.. answer["available"]!.AsArray().Select(node => ((string)node!).Split('/')[0])];
    }

    /// <summary>Releases a reservation or assignment; one that is gone already is fine.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) => CallAsync("DELETE", $"/ips/{id}", "", null, cancellationToken);

    private async Task<JsonObject?> CallAsync(string method, string path, string query, JsonObject? body, CancellationToken cancellationToken)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Auth-Token"] = tenant.Token };
        var bytes = body is null ? [] : Encoding.UTF8.GetBytes(body.ToJsonString());
        var reply = await packet.AnswerAsync(new HttpCall(method, path, query, headers, bytes), cancellationToken);
        if (reply.Delivery != Delivery.Whole)
            throw new IOException($"{method} {path}: the provider closed the connection without an answer");
        return reply.Status switch
        {
            404 when method is "GET" or "DELETE" => null,
            >= 200 and < 300 => reply.Body.Length == 0 ? null : JsonNode.Parse(reply.Body)!.AsObject(),
            _ => throw new IOException($"{method} {path}: {reply.Status} {Encoding.UTF8.GetString(reply.Body)}"),
        };
    }
}

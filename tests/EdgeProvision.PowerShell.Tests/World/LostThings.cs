using System.Text;
using System.Text.Json;

namespace EdgeProvision.PowerShell.Tests.World;

/// <summary>Orders at an emulated Packet that carry the key of a provision which no front-end has: what a killed run leaves at a front-end that has forgotten it.</summary>
internal static class LostThings
{
    public const string Provision = "0badcafe-0000-4000-8000-000000000001";

    // A sandbox's window is three seconds, and its clock tells whole ones.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(4.2);

    public static Task OrderAddressAsync(string endpoint, string token, string project, int number, CancellationToken stop) => OrderAsync(
        endpoint, token, $"/projects/{project}/ips", new { type = "public_ipv4", quantity = 1, facility = "ams1", tags = Tags($"ip/lost-node1/{number}") }, stop);

    public static Task OrderMachineAsync(string endpoint, string token, string project, string hostname, CancellationToken stop) => OrderAsync(
        endpoint, token, $"/projects/{project}/devices",
        new { hostname, plan = "baremetal_0", facility = new[] { "ams1" }, operating_system = "debian_12", tags = Tags($"host/{hostname}") }, stop);

    /// <summary>How many addresses of it stand.</summary>
    public static async Task<int> CountAddressesAsync(string endpoint, string token, string project, CancellationToken stop)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", token);
        using var answer = JsonDocument.Parse(await client.GetStringAsync($"{endpoint}/projects/{project}/ips?per_page=100&tag=edge-provision%3D{Provision}", stop));
        return answer.RootElement.GetProperty("ip_addresses").EnumerateArray().Count(a => a.GetRawText().Contains(Provision, StringComparison.Ordinal));
    }

    /// <summary>What was just ordered counts as an orphan only then.</summary>
    public static Task SettleAsync(CancellationToken stop) => Task.Delay(s_settle, stop);

    private static string[] Tags(string key) => [$"edge-provision={Provision}", $"edge-key={Provision}/{key}"];

    private static async Task OrderAsync(string endpoint, string token, string path, object order, CancellationToken stop)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Auth-Token", token);
        using var body = new StringContent(JsonSerializer.Serialize(order), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(endpoint + path, body, stop);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(stop));
    }
}

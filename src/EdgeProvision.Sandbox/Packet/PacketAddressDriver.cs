using System.Globalization;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>
/// The IPAM driver <c>packet</c> at the emulated front-end, with what the original's scripts lack: a reservation with the range's
/// EDGE_KEY is found before another is bought, so that a repeated registration costs nothing.
/// </summary>
internal sealed class PacketAddressDriver(IHttpApp packet, PacketTenant tenant)
{
    private readonly PacketAddressClient _client = new(packet, tenant);
    private readonly Lock _gate = new();

    // What the original keeps in empty files: "available" at the provider means only that an address is on no device.
    private readonly HashSet<(string Reservation, string Address)> _leased = [];

    /// <summary>Finds or buys the addresses of a range; answers the range that replaces the one asked for.</summary>
    public async Task<string> RegisterAsync(IReadOnlyDictionary<string, string> range, CancellationToken cancellationToken)
    {
        var key = range.GetValueOrDefault("EDGE_KEY", "");
        var reservation = key.Length == 0 ? null : await FindByKeyAsync(key, cancellationToken);
        reservation ??= await _client.ReserveAsync(OrderOf(range, key), cancellationToken);
        var quantity = ((int)reservation["quantity"]!).ToString(CultureInfo.InvariantCulture);
        var kept = key.Length == 0 ? "" : $", EDGE_KEY=\"{key}\"";
        return $"""AR=[ TYPE="IP4", IP="{reservation["network"]}", SIZE="{quantity}", IPAM_MAD="packet", DEPLOY_ID="{reservation["id"]}"{kept} ]""";
    }

    /// <summary>Gives the addresses back; one that is gone already is fine.</summary>
    public async Task UnregisterAsync(IReadOnlyDictionary<string, string> range, CancellationToken cancellationToken)
    {
        var reservation = await FindOfRangeAsync(range, cancellationToken);
        if (reservation is null)
            return;
        var id = (string)reservation["id"]!;
        foreach (var assignment in AssignmentsOf(reservation))
            await _client.DeleteAsync(assignment, cancellationToken);
        await _client.DeleteAsync(id, cancellationToken);
        lock (_gate)
            _leased.RemoveWhere(lease => lease.Reservation == id);
    }

    /// <summary>Any free address, or null when there is none.</summary>
    public Task<string?> GetAsync(IReadOnlyDictionary<string, string> range, CancellationToken cancellationToken) =>
        LeaseAsync(range, _ => true, cancellationToken);

    /// <summary>That very address; null when it is not free.</summary>
    public Task<string?> AllocateAsync(IReadOnlyDictionary<string, string> range, string address, CancellationToken cancellationToken) =>
        LeaseAsync(range, candidate => candidate == address, cancellationToken);

    /// <summary>Takes the address off the device that it is on and frees it.</summary>
    public async Task FreeAsync(IReadOnlyDictionary<string, string> range, string address, CancellationToken cancellationToken)
    {
        var id = range.GetValueOrDefault("DEPLOY_ID", "");
        foreach (var assignmentId in AssignmentsOf(await _client.FindAsync(id, cancellationToken)))
        {
            if (await _client.FindAsync(assignmentId, cancellationToken) is { } assignment
                && (string?)assignment["network"] == address && (int?)assignment["cidr"] == 32)
                await _client.DeleteAsync(assignmentId, cancellationToken);
        }

        lock (_gate)
            _leased.Remove((id, address));
    }

    private static IReadOnlyList<string> AssignmentsOf(JsonObject? reservation) =>
        reservation?["assignments"] is JsonArray assignments ? [.. assignments.Select(entry => ((string)entry!["href"]!).Split('/')[^1])] : [];

    private static JsonObject OrderOf(IReadOnlyDictionary<string, string> range, string key)
    {
        var order = new JsonObject
        {
            ["type"] = range.GetValueOrDefault("PACKET_IP_TYPE", "public_ipv4"),
            ["quantity"] = range.GetValueOrDefault("SIZE", ""),
            ["fail_on_approval_required"] = true,
        };
        if (range.TryGetValue("FACILITY", out var facility))
            order["facility"] = facility;
        if (range.TryGetValue("METRO", out var metro))
            order["metro"] = metro;
        if (key.Length > 0)
            order["tags"] = new JsonArray($"edge-provision={key.Split('/')[0]}", TagOf(key));
        return order;
    }

    private static string TagOf(string key) => $"edge-key={key}";

    private async Task<JsonObject?> FindByKeyAsync(string key, CancellationToken cancellationToken)
    {
        var all = await _client.ListAsync(cancellationToken);
        return all.FirstOrDefault(reservation => (string?)reservation["state"] == "created"
            && reservation["tags"]!.AsArray().Any(tag => (string?)tag == TagOf(key)));
    }

    private async Task<JsonObject?> FindOfRangeAsync(IReadOnlyDictionary<string, string> range, CancellationToken cancellationToken)
    {
        if (range.GetValueOrDefault("DEPLOY_ID", "") is { Length: > 0 } id)
            return await _client.FindAsync(id, cancellationToken);
        return range.GetValueOrDefault("EDGE_KEY", "") is { Length: > 0 } key ? await FindByKeyAsync(key, cancellationToken) : null;
    }

    private async Task<string?> LeaseAsync(IReadOnlyDictionary<string, string> range, Predicate<string> wanted, CancellationToken cancellationToken)
    {
        var id = range.GetValueOrDefault("DEPLOY_ID", "");
        foreach (var address in await _client.AvailableAsync(id, cancellationToken))
        {
            lock (_gate)
            {
                if (wanted(address) && _leased.Add((id, address)))
                    return address;
            }
        }

        return null;
    }
}

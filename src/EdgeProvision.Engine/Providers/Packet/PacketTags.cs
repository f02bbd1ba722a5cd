namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>The tags that tie devices and addresses to a provision.</summary>
internal static class PacketTags
{
    private const string ProvisionPrefix = "edge-provision=";
    private const string KeyPrefix = "edge-key=";
    private const string HostPrefix = "ONE_HOST_ID=";

    public static string Provision(string provisionId) => ProvisionPrefix + provisionId;

    /// <summary>The tags of a new device: the user's, the original's, ours.</summary>
    public static IReadOnlyList<string> For(DeviceRequest request) =>
    [
        .. UserTags(request), "OpenNebula", FormattableString.Invariant($"{HostPrefix}{request.HostId}"), Provision(request.ProvisionId),
        KeyPrefix + request.EdgeKey,
    ];

    /// <summary>A device's tags with ours beside them. Those of a provision that it was in before go: it would be listed, and deleted, with both.</summary>
    public static IReadOnlyList<string> With(IReadOnlyList<string> tags, string provisionId, string edgeKey)
    {
        string[] own = [Provision(provisionId), KeyPrefix + edgeKey];
        var kept = tags.Where(t => own.Contains(t, StringComparer.Ordinal) || !(t.StartsWith(ProvisionPrefix, StringComparison.Ordinal) || t.StartsWith(KeyPrefix, StringComparison.Ordinal))).ToList();
        return [.. kept, .. own.Where(t => !kept.Contains(t, StringComparer.Ordinal))];
    }

    /// <summary>A tag of the user's that would pass for one of ours, or null. It could make a device look like another host's.</summary>
    public static string? FindReserved(DeviceRequest request) => UserTags(request).FirstOrDefault(
        t => t.StartsWith(ProvisionPrefix, StringComparison.OrdinalIgnoreCase)
            || t.StartsWith(KeyPrefix, StringComparison.OrdinalIgnoreCase)
            || t.StartsWith(HostPrefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The provision that they name, or null.</summary>
    public static string? ProvisionOf(IEnumerable<string> tags) =>
        tags.FirstOrDefault(t => t.StartsWith(ProvisionPrefix, StringComparison.Ordinal) && t.Length > ProvisionPrefix.Length)?[ProvisionPrefix.Length..];

    public static string? EdgeKey(IEnumerable<string> tags) =>
        tags.FirstOrDefault(t => t.StartsWith(KeyPrefix, StringComparison.Ordinal))?[KeyPrefix.Length..];

    private static IEnumerable<string> UserTags(DeviceRequest request) => request.Keys.TryGetValue("tags", out var tags)
        ? tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()
        : [];
}

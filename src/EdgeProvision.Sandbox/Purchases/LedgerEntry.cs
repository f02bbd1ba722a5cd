using System.Text.Json.Nodes;

namespace EdgeProvision.Sandbox.Purchases;

/// <summary>One purchase.</summary>
/// <param name="Id">The id of the device, instance, reservation, address or volume.</param>
/// <param name="Kind"><c>device</c> or <c>addresses</c>; at EC2 <c>instance</c>, <c>address</c>, or <c>volume</c> for a disk that is kept when its instance ends.</param>
/// <param name="Name">The name at purchase, or what addresses were bought.</param>
/// <param name="Tags">The tags at purchase.</param>
/// <param name="BoughtAt">When it was ordered.</param>
public sealed record LedgerEntry(string Id, string Kind, string Name, IReadOnlyList<string> Tags, DateTimeOffset BoughtAt)
{
    /// <summary>When a device became active, or a reservation was granted.</summary>
    public DateTimeOffset? UsableAt { get; init; }

    /// <summary>When it was asked to go.</summary>
    public DateTimeOffset? ReleasedAt { get; init; }

    /// <summary>When it was gone, and no longer charged.</summary>
    public DateTimeOffset? GoneAt { get; init; }

    /// <summary>For a test's eyes, in another process.</summary>
    internal JsonObject Describe() => new()
    {
        ["id"] = Id, ["kind"] = Kind, ["name"] = Name, ["tags"] = new JsonArray([.. Tags.Select(tag => (JsonNode)tag)]), ["boughtAt"] = BoughtAt,
        ["usableAt"] = UsableAt, ["releasedAt"] = ReleasedAt, ["goneAt"] = GoneAt,
    };
}

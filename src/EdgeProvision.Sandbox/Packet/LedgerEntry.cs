namespace EdgeProvision.Sandbox.Packet;

/// <summary>One purchase.</summary>
/// <param name="Id">The id of the device or reservation.</param>
/// <param name="Kind"><c>device</c> or <c>addresses</c>.</param>
/// <param name="Name">The hostname at purchase, or the block bought.</param>
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
}

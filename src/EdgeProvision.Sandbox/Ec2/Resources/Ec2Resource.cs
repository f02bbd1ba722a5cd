using EdgeProvision.Sandbox.Ec2.Tags;

namespace EdgeProvision.Sandbox.Ec2.Resources;

/// <summary>Something with an id that an account has. Guarded by the gate of the <see cref="Ec2Store"/>.</summary>
internal abstract class Ec2Resource(ResourceKind kind, DateTimeOffset createdAt)
{
    public ResourceKind Kind { get; } = kind;

    public string Id { get; } = kind.NewId();

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>When it was deleted, or null. Lists that lag go on to show it for a while.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    /// <summary>By age: what pages of lists are ordered by.</summary>
    public string SortKey => $"{CreatedAt.Ticks.ToString("D19", System.Globalization.CultureInfo.InvariantCulture)} {Id}";

    public TagHistory Tags { get; } = new();

    /// <summary>Whether whoever saw the world at that moment saw this in it.</summary>
    public virtual bool IsThereAt(DateTimeOffset moment) => CreatedAt <= moment && !(GoneAt <= moment);
}

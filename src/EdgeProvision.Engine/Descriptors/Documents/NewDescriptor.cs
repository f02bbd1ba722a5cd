using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>What a new descriptor begins with.</summary>
/// <param name="Name">The provision's name.</param>
public sealed record NewDescriptor(string Name)
{
    /// <summary>The descriptor that it builds on, as it is to be written; null for none.</summary>
    public string? Extends { get; init; }

    /// <summary>What <see cref="Extends"/> is relative to, or null.</summary>
    public string? Directory { get; init; }

    /// <summary>The playbooks, in order; empty for none.</summary>
    public IReadOnlyList<string> Playbooks { get; init; } = [];

    /// <summary>The driver of every host that does not say otherwise.</summary>
    public string? Driver { get; init; }

    /// <summary>The <c>provision</c> of every host that does not say otherwise.</summary>
    public AttributeMap? Provision { get; init; }

    /// <summary>The <c>connection</c> of every host that does not say otherwise.</summary>
    public AttributeMap? Connection { get; init; }

    /// <summary>The <c>configuration</c> of every host that does not say otherwise.</summary>
    public AttributeMap? Configuration { get; init; }

    /// <summary>The cluster's attributes.</summary>
    public AttributeMap? Cluster { get; init; }
}

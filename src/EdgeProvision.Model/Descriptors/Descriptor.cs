namespace EdgeProvision.Model;

/// <summary>
/// What a provision should be: a checked descriptor after <c>extends</c>, with defaults merged into the hosts and everything that is known
/// filled in. References to what is only known later (<c>@id</c>, <c>@vnets[0]['ID']</c>) stand in the values as written.
/// </summary>
public sealed record Descriptor
{
    /// <summary>The provision's name.</summary>
    public required string Name { get; init; }

    /// <summary>The file it came from, or <c>null</c>.</summary>
    public string? Source { get; init; }

    /// <summary>The playbooks by name, in order; empty means <c>default</c>.</summary>
    public IReadOnlyList<string> Playbooks { get; init; } = [];

    /// <summary>The cluster's attributes; <c>name</c> is always among them.</summary>
    public required AttributeMap Cluster { get; init; }

    /// <summary>The edge hosts.</summary>
    public IReadOnlyList<DescriptorHost> Hosts { get; init; } = [];

    /// <summary>True when the descriptor has a <c>hosts</c> section, even an empty one.</summary>
    public bool HasHosts { get; init; }

    /// <summary>The datastores.</summary>
    public IReadOnlyList<DescriptorObject> Datastores { get; init; } = [];

    /// <summary>The networks.</summary>
    public IReadOnlyList<DescriptorObject> Networks { get; init; } = [];

    /// <summary>The <c>defaults</c> section as written, after <c>extends</c>.</summary>
    public AttributeMap Defaults { get; init; } = AttributeMap.Empty;

    /// <summary>The cluster's name, perhaps with references still in it.</summary>
    public string ClusterName => Cluster.Text("name") ?? Name;

    /// <summary>The provision's name.</summary>
    public override string ToString() => Name;
}

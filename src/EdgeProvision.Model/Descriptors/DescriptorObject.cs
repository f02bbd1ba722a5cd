namespace EdgeProvision.Model;

/// <summary>A datastore or a network as the descriptor wants it.</summary>
public sealed record DescriptorObject
{
    /// <summary>What it becomes.</summary>
    public required DescriptorObjectKind Kind { get; init; }

    /// <summary>Its place in its list, from 0: what <c>@datastores[n]</c> and <c>@vnets[n]</c> count.</summary>
    public required int Index { get; init; }

    /// <summary>All its keys in order, <c>provision</c> included when it has one.</summary>
    public required AttributeMap Attributes { get; init; }

    /// <summary>Where it stands.</summary>
    public required DescriptorPosition Position { get; init; }

    /// <summary>Its name, perhaps with references still in it; empty when the descriptor gives none.</summary>
    public string Name => Attributes.Text("name") ?? "";

    /// <summary>Its own <c>provision</c> map, perhaps empty.</summary>
    public AttributeMap Provision => Attributes["provision"] as AttributeMap ?? AttributeMap.Empty;

    /// <summary>The kind and the name.</summary>
    public override string ToString() => FormattableString.Invariant($"{Kind} {Name}");
}

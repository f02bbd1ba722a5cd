using EdgeProvision.Model;

namespace EdgeProvision.Engine.Descriptors;

/// <summary>A network to add to a descriptor.</summary>
/// <param name="Name">Its name.</param>
public sealed record NewNetwork(string Name)
{
    /// <summary>The network driver (<c>vn_mad</c>); null for <c>dummy</c>.</summary>
    public string? Driver { get; init; }

    /// <summary>The bridge on the hosts.</summary>
    public string? Bridge { get; init; }

    /// <summary>The address ranges; one with an <c>ip</c> and no type is of type IP4.</summary>
    public IReadOnlyList<AttributeMap> AddressRanges { get; init; } = [];

    /// <summary>Its other keys.</summary>
    public AttributeMap? Attributes { get; init; }
}

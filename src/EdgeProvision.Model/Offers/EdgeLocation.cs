namespace EdgeProvision.Model;

/// <summary>A place where a provider has machines.</summary>
public sealed record EdgeLocation
{
    /// <summary>The word for it in descriptors: <c>ams1</c>, <c>am</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The descriptor's key that takes the word: <c>facility</c>, <c>metro</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The metro that a facility belongs to, or null.</summary>
    public string? Metro { get; init; }

    /// <summary>The country, as the provider writes it (mostly two letters), or null where it does not say.</summary>
    public string? Country { get; init; }

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's id of it.</summary>
    public required string Id { get; init; }
}

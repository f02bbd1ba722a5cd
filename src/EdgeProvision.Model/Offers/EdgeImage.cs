namespace EdgeProvision.Model;

/// <summary>An operating system that a provider installs.</summary>
public sealed record EdgeImage
{
    /// <summary>The word for it in descriptors: <c>ubuntu_24_04</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its name for people.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The distribution: <c>ubuntu</c>; null where the provider does not say.</summary>
    public string? Distribution { get; init; }

    /// <summary>The distribution's version: <c>24.04</c>; null where the provider does not say.</summary>
    public string? Version { get; init; }

    /// <summary>Hardware that it can be installed on; empty when the provider does not tell.</summary>
    public IReadOnlyList<string> Hardware { get; init; } = [];

    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's id of it.</summary>
    public required string Id { get; init; }
}

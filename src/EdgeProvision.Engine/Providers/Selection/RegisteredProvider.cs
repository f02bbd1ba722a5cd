namespace EdgeProvision.Engine.Providers.Selection;

/// <summary>A provider that the user has registered under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Values">Endpoint, project, region and secrets by descriptor key.</param>
public sealed record RegisteredProvider(string Name, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>Who chose it.</summary>
    public RegisteredChoice Choice { get; init; } = RegisteredChoice.Only;

    /// <inheritdoc/>
    public override string ToString() => $"the registered provider '{Name}'";
}

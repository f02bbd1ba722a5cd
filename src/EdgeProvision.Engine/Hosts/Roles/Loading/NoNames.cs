using EdgeProvision.Engine.Hosts.Roles.Expressions;

namespace EdgeProvision.Engine.Hosts.Roles.Loading;

/// <summary>A scope without any names, for texts that use none.</summary>
internal sealed class NoNames : IScope
{
    /// <summary>The one.</summary>
    public static readonly NoNames Instance = new();

    private NoNames()
    {
    }

    /// <inheritdoc/>
    public object? Resolve(string name, SourcePosition position) => throw position.Error($"'{name}' cannot be used here.");
}

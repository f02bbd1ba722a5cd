using EdgeProvision.Model;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A place in a file of a role or playbook. Lines and columns count from 1.</summary>
internal readonly record struct SourcePosition(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";

    /// <summary>An error that stands here.</summary>
    public EdgeException Error(string message, string? action = null) => new("RoleInvalid", ErrorKind.InvalidInput, $"{this}: {message}")
    {
        Target = File,
        RecommendedAction = action ?? "Correct the file; docs/design/roles.md says what a role and a playbook may contain.",
    };
}

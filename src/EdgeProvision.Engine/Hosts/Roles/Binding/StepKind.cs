using EdgeProvision.Engine.Hosts.Programs;

namespace EdgeProvision.Engine.Hosts.Roles.Binding;

/// <summary>A kind of step that a role file may contain.</summary>
/// <param name="Name">The key that it is written under.</param>
/// <param name="Required">Keys that must be there.</param>
/// <param name="Optional">Keys that may be there.</param>
/// <param name="Bind">Makes the step for one host.</param>
internal sealed record StepKind(string Name, IReadOnlyList<string> Required, IReadOnlyList<string> Optional, Func<StepArguments, HostStep> Bind)
{
    /// <summary>Every key that may be there.</summary>
    public IReadOnlyList<string> Keys => [.. Required, .. Optional];
}

using EdgeProvision.Engine.Hosts.Roles.Variables;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A role: what it is for, where it works, what can be set, what it does.</summary>
/// <param name="Name">Its folder's name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Supported">The distributions that it is made for; empty for all.</param>
/// <param name="Variables">Its variables.</param>
/// <param name="Uses">Variables of other roles that it looks at.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="ContentHash">SHA-256 over its files.</param>
internal sealed record Role(
    string Name, string Description, IReadOnlyList<SupportedSystem> Supported, IReadOnlyList<VariableDeclaration> Variables,
    IReadOnlyList<(string Name, SourcePosition Position)> Uses, IReadOnlyList<RoleStep> Steps, string ContentHash);

using EdgeProvision.Engine.Hosts.Roles.Loading;

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A playbook: roles in order, and what it sets differently from their defaults.</summary>
/// <param name="Name">Its file's name without extension.</param>
/// <param name="Description">What kind of node it makes.</param>
/// <param name="HasOverlay">True when it joins the hosts by an overlay.</param>
/// <param name="Roles">Names of its roles.</param>
/// <param name="Variables">What it sets.</param>
/// <param name="Position">Where its file starts.</param>
/// <param name="RolesPosition">Where its list of roles stands.</param>
/// <param name="ContentHash">SHA-256 over its file.</param>
internal sealed record Playbook(
    string Name, string Description, bool HasOverlay, IReadOnlyList<string> Roles, IReadOnlyDictionary<string, RoleValue> Variables,
    SourcePosition Position, SourcePosition RolesPosition, string ContentHash);

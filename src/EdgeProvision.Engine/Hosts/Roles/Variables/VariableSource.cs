using EdgeProvision.Engine.Hosts.Roles.Loading;

namespace EdgeProvision.Engine.Hosts.Roles.Variables;

/// <summary>Where a variable's value comes from on a host: given as such, or written in a role or playbook.</summary>
/// <param name="Declaration">The variable.</param>
/// <param name="Given">The descriptor's or the connection's value, taken word for word: braces in it mean nothing. Null when not given.</param>
/// <param name="FromFile">The playbook's or the role's value otherwise.</param>
/// <param name="IsSecret">True when the role says so of the variable, or the descriptor of its value.</param>
internal sealed record VariableSource(VariableDeclaration Declaration, object? Given, RoleValue? FromFile, bool IsSecret);

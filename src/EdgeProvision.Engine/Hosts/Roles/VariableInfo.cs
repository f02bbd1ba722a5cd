namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A variable that a playbook understands, for help and completion.</summary>
/// <param name="Name">Its name in <c>configuration</c>.</param>
/// <param name="Role">The role that it belongs to.</param>
/// <param name="Type">What it may hold: text, lines, boolean, number, list, address, interface.</param>
/// <param name="Description">What it means.</param>
public sealed record VariableInfo(string Name, string Role, string Type, string Description);

namespace EdgeProvision.Engine.Hosts.Roles;

/// <summary>A key of a descriptor's <c>configuration</c> that no role of the playbooks knows.</summary>
/// <param name="Name">The key.</param>
/// <param name="NearNames">Variables that may have been meant, nearest first.</param>
public sealed record UnknownVariable(string Name, IReadOnlyList<string> NearNames);

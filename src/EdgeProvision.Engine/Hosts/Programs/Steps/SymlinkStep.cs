namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A symbolic link at <paramref name="Path"/> to <paramref name="Target"/>.</summary>
public sealed record SymlinkStep(string Role, string Title, string Path, string Target) : HostStep(Role, Title);

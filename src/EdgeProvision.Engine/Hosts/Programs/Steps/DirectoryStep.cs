namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A folder, with those above it.</summary>
public sealed record DirectoryStep(string Role, string Title, string Path, FileRights Rights) : HostStep(Role, Title);

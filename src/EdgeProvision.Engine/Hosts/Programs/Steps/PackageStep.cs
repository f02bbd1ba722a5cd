namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>Packages of the host's own package manager.</summary>
public sealed record PackageStep(string Role, string Title, IReadOnlyList<string> Packages, PackageState State) : HostStep(Role, Title);

namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>The tunnel addresses of the overlay's members, this host's own among them.</summary>
public sealed record PeersStep(string Role, string Title, IReadOnlyList<string> Addresses) : HostStep(Role, Title);

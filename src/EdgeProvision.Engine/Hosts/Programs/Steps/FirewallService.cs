namespace EdgeProvision.Engine.Hosts.Programs.Steps;

/// <summary>A service of the host that is let in.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Port">Its port.</param>
public sealed record FirewallService(string Protocol, long Port);

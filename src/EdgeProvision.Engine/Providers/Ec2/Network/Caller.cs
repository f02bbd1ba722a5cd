namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Somebody who is let in because no descriptor says who may log in.</summary>
/// <param name="Network">Where it comes from.</param>
/// <param name="FrontEnd">What the front-end is known by, where it is the front-end; null for whoever runs a command.</param>
internal sealed record Caller(string Network, string? FrontEnd);

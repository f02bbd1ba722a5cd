namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>A zone that a subnet can be put in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsWavelength">In a carrier's network, which it is reached through.</param>
internal sealed record Ec2Zone(string Name, bool IsWavelength);

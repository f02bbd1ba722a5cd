namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Where an instance of a provision goes in the provision's own network.</summary>
/// <param name="SubnetId">The subnet.</param>
/// <param name="GroupId">The security group.</param>
/// <param name="IsWavelength">Its public address is the carrier's, and has to be asked for with the instance.</param>
internal sealed record Ec2Place(string SubnetId, string GroupId, bool IsWavelength);

using Amazon.EC2.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>A part of a network that the service shows.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VpcId">The VPC that it is, is in or is attached to; null for none.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Removals">The calls that remove it, in their order.</param>
internal sealed record StandingPart(string Id, string? VpcId, List<Tag>? Tags, IReadOnlyList<PartRemoval> Removals);

namespace EdgeProvision.Sandbox.Ec2.Network;

/// <summary>A subnet that goes by a route table; null for the association that makes a table the VPC's main one.</summary>
internal sealed record RouteTableAssociation(string Id, Subnet? Subnet);

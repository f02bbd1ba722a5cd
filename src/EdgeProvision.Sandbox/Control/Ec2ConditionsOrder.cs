namespace EdgeProvision.Sandbox.Control;

/// <summary>Conditions of EC2 to set; what is not given stays.</summary>
/// <param name="LagMs">How far reads are behind, and new ids unknown.</param>
/// <param name="FailNext">So many coming instances fail to launch.</param>
/// <param name="MuteNext">So many coming instances run with a dark machine.</param>
/// <param name="Capacity">How many more instances can be launched.</param>
/// <param name="Bucket">A limit of requests.</param>
public sealed record Ec2ConditionsOrder(int? LagMs = null, int? FailNext = null, int? MuteNext = null, Ec2CapacityOrder? Capacity = null, Ec2BucketOrder? Bucket = null);

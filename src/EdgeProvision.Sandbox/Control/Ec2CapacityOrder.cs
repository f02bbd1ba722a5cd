namespace EdgeProvision.Sandbox.Control;

/// <summary>What is left at EC2 of a type in a zone.</summary>
/// <param name="Count">So many more can be launched.</param>
/// <param name="Type">The type, or <c>*</c> for any.</param>
/// <param name="Zone">The zone, or <c>*</c> for any.</param>
public sealed record Ec2CapacityOrder(int Count, string Type = "*", string Zone = "*");

namespace EdgeProvision.Sandbox.Control;

/// <summary>A limit of requests to EC2.</summary>
/// <param name="Size">Calls at once.</param>
/// <param name="Refill">Calls that become possible each second.</param>
/// <param name="Action">The action, or <c>*</c> for all together.</param>
public sealed record Ec2BucketOrder(int Size, double Refill, string Action = "*");

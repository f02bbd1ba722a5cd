using Amazon.EC2;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>A call that removes a part of a network, or that has to be made before.</summary>
/// <param name="Action">Its name.</param>
/// <param name="Send">Sends it.</param>
internal sealed record PartRemoval(string Action, Func<IAmazonEC2, CancellationToken, Task> Send);

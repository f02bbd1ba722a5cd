namespace EdgeProvision.Engine.Execution.Boards;

/// <summary>Where a member of the overlay is reached.</summary>
/// <param name="Driver">Its provider.</param>
/// <param name="Location">Its location there.</param>
/// <param name="PublicAddress">Its public address.</param>
/// <param name="PrivateAddress">Its address in the provider's private network, or null.</param>
public sealed record MemberAddresses(string Driver, string? Location, string PublicAddress, string? PrivateAddress);

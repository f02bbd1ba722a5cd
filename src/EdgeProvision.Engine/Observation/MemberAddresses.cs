using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Observation;

/// <summary>Where a member of the overlay is reached.</summary>
/// <param name="Driver">Its provider.</param>
/// <param name="Location">Its location there.</param>
/// <param name="PublicAddress">Its public address.</param>
/// <param name="PrivateAddress">Its address in the provider's private network, or null.</param>
public sealed record MemberAddresses(string Driver, string? Location, string PublicAddress, string? PrivateAddress)
{
    /// <summary>Of a host whose machine the provider shows.</summary>
    /// <param name="driver">Its driver.</param>
    /// <param name="device">The machine.</param>
    /// <param name="address">Its public address, or the one that it had last.</param>
    public static MemberAddresses Of(string driver, Device device, string address) => new(driver, device.PrivateNetwork ?? device.Location, address, device.PrivateAddress);
}

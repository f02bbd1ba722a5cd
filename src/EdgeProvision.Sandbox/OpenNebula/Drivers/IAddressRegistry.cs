namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>
/// The IPAM drivers of the emulated front-end: what <c>one_ipam</c> and the scripts behind it are to a real one. Called one action
/// at a time per zone, never under a lock of the front-end's, so it may call the front-end. An exception is a driver that failed with
/// that text. The front-end gives up after 90 s, but lets the driver go on.
/// </summary>
public interface IAddressRegistry
{
    /// <summary>A network with an address range of this driver is made: reserve addresses, answer the range that replaces the one asked for.</summary>
    Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken);

    /// <summary>The range is removed: give the addresses back.</summary>
    Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken);

    /// <summary>A virtual machine wants any address: answer <c>ADDRESS=[ IP="…", SIZE="1" ]</c>.</summary>
    Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken);

    /// <summary>Somebody wants this very address.</summary>
    Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken);

    /// <summary>The address is given back.</summary>
    Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken);
}

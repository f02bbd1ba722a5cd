using System.Globalization;

namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>IPAM drivers that are scripts, as <c>one_ipam</c> runs them: <c>ipam/DRIVER/ACTION REQUEST-ID</c>.</summary>
internal sealed class ScriptRegistry(RemoteScripts scripts) : IAddressRegistry
{
    public Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync("register_address_range", request);

    public Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync("unregister_address_range", request);

    public Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync("get_address", request);

    public Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync("allocate_address", request);

    public Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => RunAsync("free_address", request);

    private Task<AddressRangeAnswer> RunAsync(string action, AddressRangeRequest request) =>
        scripts.RunAsync(Path.Combine("ipam", request.Driver, action), [request.Id.ToString(CultureInfo.InvariantCulture)], request.ToXml());
}

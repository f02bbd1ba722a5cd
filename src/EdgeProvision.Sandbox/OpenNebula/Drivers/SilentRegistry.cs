namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>Drivers whose scripts are missing: every action fails and says nothing.</summary>
internal sealed class SilentRegistry : IAddressRegistry
{
    private static readonly Task<AddressRangeAnswer> Failed = Task.FromResult(AddressRangeAnswer.Failed());

    public Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Failed;

    public Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Failed;

    public Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Failed;

    public Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Failed;

    public Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Failed;
}

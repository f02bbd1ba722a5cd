namespace EdgeProvision.Sandbox.OpenNebula.Drivers;

/// <summary>The driver <c>dummy</c> that every oned has: it agrees to everything and answers only what it knows of a range.</summary>
internal sealed class DummyRegistry : IAddressRegistry
{
    private static readonly string[] Known = ["TYPE", "IP", "MAC", "SIZE", "IPAM_MAD", "NETWORK_ADDRESS", "NETWORK_MASK", "GATEWAY", "DNS"];
    private static readonly Task<AddressRangeAnswer> Agreed = Task.FromResult(AddressRangeAnswer.Ok());

    public Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken)
    {
        var kept = Known.Where(n => request.Range.ContainsKey(n)).Select(n => $"{n}=\"{request.Range[n]}\"");
        return Task.FromResult(AddressRangeAnswer.Ok($"AR=[ {string.Join(", ", kept)} ]"));
    }

    public Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Agreed;

    /// <summary>No preference: the daemon takes its first free address.</summary>
    public Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Agreed;

    public Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Agreed;

    public Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) => Agreed;
}

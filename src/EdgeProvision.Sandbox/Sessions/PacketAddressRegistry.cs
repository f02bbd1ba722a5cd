using EdgeProvision.Sandbox.Http;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.Packet;

namespace EdgeProvision.Sandbox.Sessions;

/// <summary>The front-end's IPAM driver <c>packet</c>, wired to the emulated provider.</summary>
internal sealed class PacketAddressRegistry(IHttpApp packet, PacketTenant tenant) : IAddressRegistry
{
    private readonly PacketAddressDriver _driver = new(packet, tenant);

    public async Task<AddressRangeAnswer> RegisterAsync(AddressRangeRequest request, CancellationToken cancellationToken) =>
        AddressRangeAnswer.Ok(await _driver.RegisterAsync(request.Range, cancellationToken));

    public async Task<AddressRangeAnswer> UnregisterAsync(AddressRangeRequest request, CancellationToken cancellationToken)
    {
        await _driver.UnregisterAsync(request.Range, cancellationToken);
        return AddressRangeAnswer.Ok();
    }

    public async Task<AddressRangeAnswer> GetAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) =>
        AnswerWith(await _driver.GetAsync(request.Range, cancellationToken));

    public async Task<AddressRangeAnswer> AllocateAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken) =>
        AnswerWith(await _driver.AllocateAsync(request.Range, request.Ip ?? "", cancellationToken));

    public async Task<AddressRangeAnswer> FreeAddressAsync(AddressRangeRequest request, CancellationToken cancellationToken)
    {
        await _driver.FreeAsync(request.Range, request.Ip ?? "", cancellationToken);
        return AddressRangeAnswer.Ok();
    }

    private static AddressRangeAnswer AnswerWith(string? address) => address is null
        ? AddressRangeAnswer.Failed("The address is not available")
        : AddressRangeAnswer.Ok($"""ADDRESS=[ IP="{address}", SIZE="1" ]""");
}

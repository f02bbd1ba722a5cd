using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>A reserved block of addresses. Guarded by the lock of the <see cref="PacketStore"/> that holds it.</summary>
internal sealed class AddressReservation(string id, PacketTenant tenant, AddressRequest request, AddressBlock? block, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public PacketTenant Tenant { get; } = tenant;

    public AddressRequest Request { get; } = request;

    /// <summary>Null while the request waits for an approval that never comes.</summary>
    public AddressBlock? Block { get; } = block;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    public List<AddressAssignment> Assignments { get; } = [];

    public string State => Block is null ? "pending" : "created";
}

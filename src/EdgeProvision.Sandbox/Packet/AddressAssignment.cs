using EdgeProvision.Sandbox.Addresses;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>A part of a reservation that is routed to a device.</summary>
internal sealed record AddressAssignment(string Id, AddressBlock Block, string DeviceId, DateTimeOffset CreatedAt);

namespace EdgeProvision.Sandbox.Packet;

/// <summary>An accepted request for a block of addresses.</summary>
internal sealed record AddressRequest(string Type, int Quantity, Facility? Facility, string? Details, string? CustomData, IReadOnlyList<string> Tags);

namespace EdgeProvision.Sandbox.Addresses;

/// <summary>What stands behind a translated address: a machine of the room, and the inner address that its packets are sent to.</summary>
public sealed record AddressTarget(string MachineId, string InnerAddress);

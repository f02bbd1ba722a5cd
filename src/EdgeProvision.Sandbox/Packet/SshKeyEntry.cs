namespace EdgeProvision.Sandbox.Packet;

/// <summary>A public key that a project keeps for its devices.</summary>
internal sealed record SshKeyEntry(string Id, string Label, string Key, PacketTenant Tenant, DateTimeOffset CreatedAt);

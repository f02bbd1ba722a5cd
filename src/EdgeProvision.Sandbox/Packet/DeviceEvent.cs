namespace EdgeProvision.Sandbox.Packet;

/// <summary>An entry of a device's event list.</summary>
internal sealed record DeviceEvent(string Id, string Type, string Body, string State, DateTimeOffset CreatedAt);

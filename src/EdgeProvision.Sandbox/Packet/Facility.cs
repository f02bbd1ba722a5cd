namespace EdgeProvision.Sandbox.Packet;

/// <summary>A data centre and the metro that it belongs to.</summary>
internal sealed record Facility(string Code, string Name, string Metro)
{
    public string Id => StableId.Of("facility", Code);
}

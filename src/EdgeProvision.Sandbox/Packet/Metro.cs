namespace EdgeProvision.Sandbox.Packet;

/// <summary>A city with facilities.</summary>
internal sealed record Metro(string Code, string Name, string Country)
{
    public string Id => StableId.Of("metro", Code);
}

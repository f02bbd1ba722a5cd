namespace EdgeProvision.Sandbox.Packet;

/// <summary>An operating system on offer.</summary>
internal sealed record OperatingSystem(string Slug, string Name, string Distro, string Version)
{
    public string Id => StableId.Of("os", Slug);

    public bool IsNamed(string text) => text == Slug || text == Id;
}

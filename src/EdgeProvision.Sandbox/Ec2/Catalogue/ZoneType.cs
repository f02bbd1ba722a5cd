namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>The API's words for kinds of zones.</summary>
internal static class ZoneType
{
    public const string Ordinary = "availability-zone";
    public const string Local = "local-zone";
    public const string Wavelength = "wavelength-zone";
}

namespace EdgeProvision.Sandbox.OpenNebula;

/// <summary>The release of OpenNebula that the emulator plays.</summary>
public enum FrontEndRelease
{
    /// <summary>5.10.5: networks are synchronous, documents cannot be locked, Packet tokens are encrypted.</summary>
    V5_10,

    /// <summary>6.10.5: the default.</summary>
    V6_10,

    /// <summary>7.4.0.</summary>
    V7_4,
}

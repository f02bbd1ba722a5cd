namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The types that the front-end's methods take.</summary>
public enum WireType
{
    /// <summary><c>string</c>.</summary>
    Text,

    /// <summary><c>i4</c>.</summary>
    Integer,

    /// <summary><c>boolean</c>.</summary>
    Flag,
}

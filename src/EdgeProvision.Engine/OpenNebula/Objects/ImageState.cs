namespace EdgeProvision.Engine.OpenNebula;

/// <summary>The state of an image as the front-end numbers it; other numbers exist.</summary>
public enum ImageState
{
    /// <summary>New.</summary>
    Init = 0,

    /// <summary>Can be used.</summary>
    Ready = 1,

    /// <summary>A virtual machine uses it.</summary>
    Used = 2,

    /// <summary>Being copied or made.</summary>
    Locked = 4,

    /// <summary>An operation on it failed.</summary>
    Error = 5,
}

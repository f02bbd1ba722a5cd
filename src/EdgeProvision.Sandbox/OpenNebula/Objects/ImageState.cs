namespace EdgeProvision.Sandbox.OpenNebula.Objects;

/// <summary>The states of an image that the emulator plays, with the daemon's numbers.</summary>
internal enum ImageState
{
    Ready = 1,
    Used = 2,
    Locked = 4,
    Error = 5,
    Deleting = 6,
}

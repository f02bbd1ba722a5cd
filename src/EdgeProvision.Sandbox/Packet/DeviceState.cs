namespace EdgeProvision.Sandbox.Packet;

/// <summary>The states that the API shows for a device.</summary>
internal static class DeviceState
{
    public const string Queued = "queued";
    public const string Provisioning = "provisioning";
    public const string Active = "active";
    public const string PoweringOff = "powering_off";
    public const string Inactive = "inactive";
    public const string PoweringOn = "powering_on";
    public const string Reinstalling = "reinstalling";
    public const string Deprovisioning = "deprovisioning";
    public const string Failed = "failed";

    /// <summary>Not a state that the API ever shows: the id answers 404.</summary>
    public const string Deleted = "deleted";
}

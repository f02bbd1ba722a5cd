namespace EdgeProvision.Sandbox.Redfish;

/// <summary>The service's words for power.</summary>
internal static class PowerState
{
    public const string On = "On";
    public const string Off = "Off";
    public const string PoweringOn = "PoweringOn";
    public const string PoweringOff = "PoweringOff";
}

namespace EdgeProvision.Engine.Providers;

/// <summary>What can be asked of a device's power.</summary>
public enum PowerAction
{
    /// <summary>Power on.</summary>
    On,

    /// <summary>Power off, in an orderly way where there is one.</summary>
    Off,

    /// <summary>Power off at once, as by pulling the plug.</summary>
    ForceOff,

    /// <summary>Orderly reboot.</summary>
    Reboot,
}

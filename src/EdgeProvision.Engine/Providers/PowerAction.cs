namespace EdgeProvision.Engine.Providers;

/// <summary>What can be asked of a device's power.</summary>
public enum PowerAction
{
    /// <summary>Power on.</summary>
    On,

    /// <summary>Power off.</summary>
    Off,

    /// <summary>Orderly reboot.</summary>
    Reboot,
}

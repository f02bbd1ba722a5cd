namespace EdgeProvision.Engine.Providers;

/// <summary>States of a device, the same for every provider.</summary>
public enum DeviceState
{
    /// <summary>On its way to <see cref="Active"/>: queued, provisioning, powering on, reinstalling, rebooting.</summary>
    Pending,

    /// <summary>Powered on and installed.</summary>
    Active,

    /// <summary>On its way to <see cref="Inactive"/>.</summary>
    Stopping,

    /// <summary>Powered off, still rented.</summary>
    Inactive,

    /// <summary>The provider gave up on it; still rented.</summary>
    Failed,

    /// <summary>Being released: it does not exist any more for lookups by key.</summary>
    Releasing,

    /// <summary>A word that this driver does not know: waited for, shown as the provider spells it.</summary>
    Unknown,
}

using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Execution.Access;

/// <summary>A provider as one operation uses it.</summary>
/// <param name="Settings">Where it is and with what it is spoken to.</param>
/// <param name="Driver">Its driver, whose writes pass the gate.</param>
/// <param name="Devices">The provision's devices there.</param>
public sealed record ProviderAccess(ProviderSettings Settings, IProviderDriver Driver, DeviceBoard Devices)
{
    /// <summary>The registered provider whose credentials these are, or null. Of those only this name is ever kept.</summary>
    public string? RegisteredName { get; init; }

    /// <summary>Whether the credentials may be kept with the provision. Those by which a sandbox plays machines that stand are of no use elsewhere.</summary>
    public bool MayStoreSecrets => RegisteredName is null && ProviderDrivers.HasService(Settings.Driver);

    /// <summary>The recorded endpoint, when a parameter gave another: that one must show every recorded machine before it is believed.</summary>
    public Uri? ReplacedEndpoint { get; init; }
}

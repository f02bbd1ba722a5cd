using EdgeProvision.Engine.Execution.Boards;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Execution;

/// <summary>A provider as one operation uses it.</summary>
/// <param name="Settings">Where it is and with what it is spoken to.</param>
/// <param name="Driver">Its driver, whose writes pass the gate.</param>
/// <param name="Devices">The provision's devices there.</param>
public sealed record ProviderAccess(ProviderSettings Settings, IProviderDriver Driver, DeviceBoard Devices)
{
    /// <summary>True unless the credentials are a registered provider's: of those only the name is ever kept.</summary>
    public bool MayStoreSecrets { get; init; } = true;

    /// <summary>The recorded endpoint, when a parameter gave another: that one must show every recorded machine before it is believed.</summary>
    public Uri? ReplacedEndpoint { get; init; }
}

using EdgeProvision.Engine.Observation;

namespace EdgeProvision.Engine.Execution.Checks;

/// <summary>What an earlier run has ordered for a host may be what holds the thing that the host is to have.</summary>
internal static class OrderUnderWay
{
    public static bool IsFor(ObservedHost? host) => host is { DeviceId: not null } or { Request.IsOpen: true };
}

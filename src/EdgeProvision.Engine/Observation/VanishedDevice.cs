using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>The error about a host whose machine the provider has no more.</summary>
internal static class VanishedDevice
{
    public const string Code = "DeviceVanished";

    /// <param name="device">The machine's id.</param>
    /// <param name="host">The host's key.</param>
    public static EdgeException Of(string device, string host) => new(Code, ErrorKind.Changed, $"Machine {device} of host {host} is no longer at the provider.")
    {
        Target = host,
        RecommendedAction = "It was in use, so it is not replaced unasked. Remove the host with Remove-EdgeHost (oneprovision host delete) and continue the provision to rent another.",
    };
}

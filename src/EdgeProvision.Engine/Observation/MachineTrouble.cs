using System.Net;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Observation;

/// <summary>What the provider shows of a machine that is in use by its host and cannot be as it is: gone, down, at another address. Nobody here has done that.</summary>
internal static class MachineTrouble
{
    /// <summary>What is wrong, and what to do; null when the provider shows nothing of the kind.</summary>
    /// <param name="host">The host's id in OpenNebula.</param>
    /// <param name="key">Its key within the provision.</param>
    /// <param name="address">The address that it is known by, or null.</param>
    /// <param name="machine">The machine's id at the provider.</param>
    /// <param name="device">The machine as the provider shows it; null when it has none of that id.</param>
    public static EdgeException? Of(int host, string key, string? address, string machine, Device? device) => device switch
    {
        null => VanishedDevice.Of(machine, key),
        _ when IsDown(device) => new EdgeException("HostIsOff", ErrorKind.Refused, $"Machine {machine} of host {key} is {device.ProviderState} at the provider, and nobody here has switched it off.")
        {
            Target = key,
            RecommendedAction = $"Start it with {Start(host)}.",
        },
        _ when address is not null && HasMoved(device, address) => new EdgeException(
            "HostAddressChanged", ErrorKind.Changed, $"Machine {machine} of host {key} has the public address {device.PublicAddress} by now, and OpenNebula knows it by {address}.")
        {
            Target = key,
            RecommendedAction = $"Let OpenNebula and the other hosts know with {Start(host)}.",
        },
        _ => null,
    };

    /// <summary>True when the provider shows that it does not run, and will not by itself.</summary>
    public static bool IsDown(Device device) => device.State is DeviceState.Inactive or DeviceState.Stopping or DeviceState.Failed;

    /// <summary>
    /// True when it runs under another address than the one that it is known by: it was stopped and started at the provider, or its address was led elsewhere. A host that is known by a
    /// name has its address from whoever keeps that name.
    /// </summary>
    public static bool HasMoved(Device device, string address) => device.State == DeviceState.Active && IsAnother(device, address);

    /// <summary>True when the machine has a public address, and this one is another. One that is known by a name, or by its private address, is so by somebody's choice.</summary>
    public static bool IsAnother(Device device, string address) =>
        device.PublicAddress is { } now && now != address && address != device.PrivateAddress && IPAddress.TryParse(address, out _);

    private static string Start(int host) => FormattableString.Invariant($"Start-EdgeHost -Id {host} (oneprovision host resume {host})");
}

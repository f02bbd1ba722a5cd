using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;

namespace EdgeProvision.Engine.Observation;

/// <summary>What a driver makes around a host's machine.</summary>
internal static class MachineSurroundings
{
    /// <summary>True where the driver makes what keeps others out of a host that was ordered with the keys in this template.</summary>
    public static bool KeepOthersOut(string driver, AttributeTree template) =>
        ProviderDrivers.KeepsOthersOut(driver, Keys(template));

    /// <summary>True where a host that was ordered with the keys in this template may come back from being off under another public address.</summary>
    public static bool LendsAddress(string driver, AttributeTree template) => ProviderDrivers.LendsAddress(driver, Keys(template));

    private static IReadOnlyCollection<string> Keys(AttributeTree template) => [.. (template.Section("PROVISION") ?? []).Select(a => a.Name.ToLowerInvariant())];
}

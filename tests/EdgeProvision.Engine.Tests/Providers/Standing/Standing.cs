using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Tests.Providers.Standing;

/// <summary>Drivers of machines that stand.</summary>
internal static class Standing
{
    public const string Password = "Canary-of-the-rack";

    public static ProviderSettings Settings(string driver, params StandingMachine[] machines) =>
        new(driver, new Uri($"{driver}:"), new Dictionary<string, string>(), null, null, null) { Machines = machines };

    public static IProviderDriver Open(ProviderSettings settings, RestOptions? options = null, HttpMessageHandler? handler = null) =>
        new ProviderDrivers(options ?? new RestOptions(), handler).Open(settings);

    public static StandingMachine Machine(string key, string? deviceId, params (string Key, string Value)[] keys) => new(
        key, keys.ToDictionary(k => k.Key, k => k.Value), new Dictionary<string, string> { ["redfish_password"] = Password }) { EdgeKey = $"p-1/host/{key}", DeviceId = deviceId };

    public static DeviceRequest Request(string key, params (string Key, string Value)[] keys) =>
        new("p-1", $"p-1/host/{key}", 1, 7, key, "ssh-ed25519 AAAAC3Nz user@example", keys.ToDictionary(k => k.Key, k => k.Value));
}

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>The service's words for a device's state.</summary>
internal static class PacketStates
{
    private const string Reinstalling = "reinstalling";

    private static readonly Dictionary<string, DeviceState> Table = new(StringComparer.OrdinalIgnoreCase)
    {
        ["pending"] = DeviceState.Pending,
        ["queued"] = DeviceState.Pending,
        ["provisioning"] = DeviceState.Pending,
        ["powering_on"] = DeviceState.Pending,
        [Reinstalling] = DeviceState.Pending,
        ["rebooting"] = DeviceState.Pending,
        ["active"] = DeviceState.Active,
        ["powering_off"] = DeviceState.Stopping,
        ["inactive"] = DeviceState.Inactive,
        ["failed"] = DeviceState.Failed,
        ["deprovisioning"] = DeviceState.Releasing,
        ["deleted"] = DeviceState.Releasing,
        ["terminated"] = DeviceState.Releasing,
    };

    public static DeviceState Parse(string word) => Table.GetValueOrDefault(word, DeviceState.Unknown);

    public static bool IsReinstalling(string word) => string.Equals(word, Reinstalling, StringComparison.OrdinalIgnoreCase);
}

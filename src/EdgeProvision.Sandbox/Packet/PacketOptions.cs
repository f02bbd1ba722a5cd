namespace EdgeProvision.Sandbox.Packet;

/// <summary>How an emulated Packet service behaves.</summary>
public sealed record PacketOptions
{
    /// <summary>Who may call: a token, and the one project that it sees. The first is the sandbox's own.</summary>
    public required IReadOnlyList<PacketTenant> Tenants { get; init; }

    /// <summary>Time that a device stands in <c>queued</c>.</summary>
    public TimeSpan QueuedFor { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Time that a device stands in <c>provisioning</c> beyond what its machine needs to be installed.</summary>
    public TimeSpan ProvisioningFor { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time that a change of power takes beyond what the machine needs.</summary>
    public TimeSpan PowerChangeFor { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Time that a device stands in <c>deprovisioning</c> before its id answers 404.</summary>
    public TimeSpan DeprovisioningFor { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Devices that one project may have.</summary>
    public int DeviceQuota { get; init; } = 1000;

    /// <summary>Calls allowed in one <see cref="RateWindow"/>.</summary>
    public int RateLimit { get; init; } = 5000;

    /// <summary>The window of <see cref="RateLimit"/>.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The network that reserved public addresses come from. The default is set aside for laboratories.</summary>
    public string PublicPool { get; init; } = "198.18.0.0/15";

    /// <summary>Addresses that one project may hold before a request for more stays <c>pending</c>.</summary>
    public int AddressQuota { get; init; } = 256;

    /// <summary>The part of a public pool that this service leaves to another one beside it.</summary>
    public static string UnusedOf(string publicPool) => new AddressPools(publicPool).Unused.ToString();
}

using EdgeProvision.Sandbox.Addresses;
using EdgeProvision.Sandbox.Purchases;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>What the service knows. Its <see cref="Gate"/> is held for every look and every change, never across an await.</summary>
internal sealed class PacketStore(PacketOptions options, TimeProvider timeProvider)
{
    private readonly AddressPools _pools = new(options.PublicPool);

    public Lock Gate { get; } = new();

    public PacketOptions Options { get; } = options;

    public TimeProvider TimeProvider { get; } = timeProvider;

    public PacketConditions Conditions { get; } = new(options.RateLimit);

    public Ledger Ledger { get; } = new();

    /// <summary>Every device ever ordered, the deleted ones included: a list that lags still shows them.</summary>
    public List<PacketDevice> Devices { get; } = [];

    public List<ReservedHardware> Reserved { get; } = [];

    public List<AddressReservation> Reservations { get; } = [];

    public List<SshKeyEntry> SshKeys { get; } = [];

    public DateTimeOffset Now => TimeProvider.GetUtcNow();

    /// <summary>The device, unless it is gone (404) or another project's (403).</summary>
    public PacketDevice Device(PacketTenant caller, string id)
    {
        var device = Devices.Find(candidate => candidate.Id == id && candidate.State != DeviceState.Deleted) ?? throw PacketRefusedException.NotFound();
        return device.Tenant == caller ? device : throw new PacketRefusedException(403, "You are not authorized to view this device");
    }

    /// <summary>The reservation, unless it is gone or another project's.</summary>
    public AddressReservation? FindReservation(PacketTenant caller, string id) =>
        Reservations.Find(candidate => candidate.Id == id && candidate.Tenant == caller);

    /// <summary>A free block of that size, or null when pool or quota are used up.</summary>
    public AddressBlock? FindFreeBlock(PacketTenant tenant, string type, int prefixLength)
    {
        var pool = _pools.Of(type);
        var size = 1u << (32 - prefixLength);
        var held = Reservations.Where(other => other.Tenant == tenant).Sum(other => other.Block?.Count ?? 0);
        if (held + size > Options.AddressQuota)
            return null;
        for (var first = pool.First; first - pool.First + size <= pool.Count; first += size)
        {
            var candidate = new AddressBlock(first, prefixLength);
            if (!Reservations.Exists(other => other.Block is { } taken && taken.Overlaps(candidate)))
                return candidate;
        }

        return null;
    }

    public static bool IsAddressType(string type) => AddressPools.Types.Contains(type);
}

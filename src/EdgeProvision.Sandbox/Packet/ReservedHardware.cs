namespace EdgeProvision.Sandbox.Packet;

/// <summary>A machine that a project has reserved: paid for by its own rate, used or not. Guarded by the lock of the store that holds it.</summary>
/// <param name="id">Its id.</param>
/// <param name="tenant">Whose it is.</param>
/// <param name="plan">What it is.</param>
/// <param name="facility">Where it stands.</param>
/// <param name="createdAt">Since when.</param>
internal sealed class ReservedHardware(string id, PacketTenant tenant, HardwarePlan plan, Facility facility, DateTimeOffset createdAt)
{
    public string Id { get; } = id;

    public string ShortId => Id[..8];

    public PacketTenant Tenant { get; } = tenant;

    public HardwarePlan Plan { get; } = plan;

    public Facility Facility { get; } = facility;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>What a billing cycle costs; null where nothing was agreed.</summary>
    public decimal? Rate { get; init; }

    public string BillingCycle { get; init; } = "yearly";

    /// <summary>Kept for the day on which another one breaks; not for orders.</summary>
    public bool IsSpare { get; init; }

    /// <summary>The device that it is in use as.</summary>
    public string? DeviceId { get; set; }

    public bool IsFree => !IsSpare && DeviceId is null;
}

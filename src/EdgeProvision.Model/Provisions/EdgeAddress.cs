namespace EdgeProvision.Model;

/// <summary>A public address that was rented for a provision, beside those of its machines: one of a reservation.</summary>
/// <param name="Address">The address; null while an order waits for its approval.</param>
/// <param name="State">What it is doing.</param>
/// <param name="ReservationId">The provider's id of the reservation, with which it was rented and goes.</param>
/// <param name="ReservationSize">How many addresses the reservation has.</param>
/// <param name="Driver">The provider driver.</param>
/// <param name="Provision">The provision's name.</param>
/// <param name="ProvisionId">The provision's UUID.</param>
public sealed record EdgeAddress(
    string? Address, EdgeAddressState State, string ReservationId, int ReservationSize, string Driver, string Provision, string ProvisionId)
{
    /// <summary>The kind, in the provider's words: <c>public_ipv4</c>, <c>global_ipv4</c>, <c>elastic</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Facility or metro, region or zone group; null for addresses that belong to no place.</summary>
    public string? Location { get; init; }

    /// <summary>The key by which the reservation is found: what it was rented for.</summary>
    public string? Key { get; init; }

    /// <summary>The OpenNebula id of the edge host that it leads to; null for none.</summary>
    public int? HostId { get; init; }

    /// <summary>That host's name at the provider.</summary>
    public string? Hostname { get; init; }

    /// <summary>The machine that it leads to, by the provider's id; also one that is no host of the provision.</summary>
    public string? DeviceId { get; init; }

    /// <summary>What traffic for it is addressed to when it arrives at the host: the address itself, or a private one of the machine at EC2.</summary>
    public string? InnerAddress { get; init; }

    /// <summary>The OpenNebula id of the virtual network that has it in an address range; null for none.</summary>
    public int? NetworkId { get; init; }

    /// <summary>That network's name.</summary>
    public string? Network { get; init; }

    /// <summary>The number of that range in the network.</summary>
    public int? AddressRangeId { get; init; }

    /// <summary>The OpenNebula id of the virtual machine that has it as a lease; null for none.</summary>
    public int? VirtualMachineId { get; init; }

    /// <summary>Who has it as a lease: <c>vm</c>, <c>router</c>, <c>reservation</c> (another network), <c>held</c>; null for nobody.</summary>
    public string? LeasedBy { get; init; }

    /// <summary>When the reservation was made, where the provider tells.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>The address, or the reservation while it has none: what stands for it in a text.</summary>
    public override string ToString() => Address ?? ReservationId;
}

using EdgeProvision.Engine.Admission;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Observation;

/// <summary>Everything that is known of one provision at one moment: the front-end's objects and the provider's devices.</summary>
public sealed record ObservedProvision
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>UUID, or null when nothing of it exists.</summary>
    public string? Id { get; init; }

    /// <summary>The record, or null.</summary>
    public ProvisionRecord? Record { get; init; }

    /// <summary>Clusters that carry its id.</summary>
    public IReadOnlyList<ClusterObject> Clusters { get; init; } = [];

    /// <summary>Hosts in the order of their ids.</summary>
    public IReadOnlyList<ObservedHost> Hosts { get; init; } = [];

    /// <summary>Datastores in the order of their ids.</summary>
    public IReadOnlyList<DatastoreObject> Datastores { get; init; } = [];

    /// <summary>Networks in the order of their ids.</summary>
    public IReadOnlyList<NetworkObject> Networks { get; init; } = [];

    /// <summary>Devices at all its providers that carry its tag; those being released are left out.</summary>
    public IReadOnlyList<Device> Devices { get; init; } = [];

    /// <summary>Address reservations that carry its tag.</summary>
    public IReadOnlyList<ObservedReservation> Reservations { get; init; } = [];

    /// <summary>Which address ranges have them, where the operation is about them.</summary>
    public AddressUse AddressUse { get; init; } = AddressUse.None;

    /// <summary>
    /// What is let in to its machines, by the driver that has made what keeps all else out, where the operation is about it.
    /// </summary>
    public IReadOnlyDictionary<string, StandingAdmission> Admissions { get; init; } = new Dictionary<string, StandingAdmission>();

    /// <summary>Hosts allocated for it whose claim was never written: stubs <c>provision-&lt;hash&gt;</c> in its cluster.</summary>
    public IReadOnlyList<HostObject> Stubs { get; init; } = [];

    /// <summary>Names of virtual machines, where the operation has something to say about them.</summary>
    public MachineNames MachineNames { get; init; } = MachineNames.None;

    /// <summary>True when nothing of it exists.</summary>
    public bool IsNew => Record is null && Clusters.Count == 0;

    /// <summary>
    /// True while a cluster carries the value with which a front-end's encryption is tried: a run was killed before it knew, so it is tried again.
    /// </summary>
    public bool HasTrialValue => Record is not null && Clusters.Any(c => c.Template.TextAt("PROVISION/PACKET_TOKEN") is { Length: > 0 });

    /// <summary>The host that a device is of: the one that names it, else the one whose key it carries. Null for a stray.</summary>
    public ObservedHost? HostOf(Device device) =>
        Hosts.FirstOrDefault(h => h.DeviceId == device.Id) ?? (Id is { } id && EdgeAttribute.MemberKey(device.EdgeKey, id) is { } key ? Host(key) : null);

    /// <summary>The host of that member key, or null.</summary>
    public ObservedHost? Host(string key) => Hosts.FirstOrDefault(h => h.Key == key);
}

using EdgeProvision.Engine.Pictures.Topology;
using EdgeProvision.Engine.Pictures.Wording;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Pictures.Tables;

/// <summary>What of a provision stands in tables.</summary>
internal static class ProvisionTables
{
    private static readonly IReadOnlyList<Column<EdgeHost>> s_hosts =
    [
        new("Host", h => h.Hostname),
        new("State", h => h.State.ToString()),
        new("Address", h => h.Address ?? "") { IsOptional = true },
        new("Location", h => h.Location ?? "") { IsOptional = true },
        new("Provider", h => h.Driver),
        new("Id", h => FormattableString.Invariant($"{h.Id}")) { IsNumber = true },
        new("Cores", h => Amounts.Cores(h.TotalCpu)) { IsNumber = true, IsOptional = true },
        new("Memory", h => Amounts.Memory(h.TotalMemoryKiB)) { IsNumber = true, IsOptional = true },
        new("VMs", h => FormattableString.Invariant($"{h.VirtualMachines.Count}")) { IsNumber = true },
    ];

    private static readonly IReadOnlyList<Column<EdgeNetwork>> s_networks =
    [
        new("Network", n => n.Name),
        new("State", n => HostLook.NetworkWord(n.State)),
        new("Bridge", n => n.Bridge) { IsOptional = true },
        new("Driver", n => n.Driver),
        new("Id", n => FormattableString.Invariant($"{n.Id}")) { IsNumber = true },
        new("Leases", n => FormattableString.Invariant($"{n.UsedLeases}")) { IsNumber = true },
    ];

    private static readonly IReadOnlyList<Column<EdgeDatastore>> s_datastores =
    [
        new("Datastore", d => d.Name),
        new("Type", d => d.Type),
        new("Transfer", d => d.TransferDriver),
        new("Id", d => FormattableString.Invariant($"{d.Id}")) { IsNumber = true },
        new("Images", d => FormattableString.Invariant($"{d.ImageCount}")) { IsNumber = true },
    ];

    public static Table Hosts(Provision provision) => Table.Of(s_hosts, provision.Hosts);

    public static Table Networks(Provision provision) => Table.Of(s_networks, provision.Networks);

    public static Table Datastores(Provision provision) => Table.Of(s_datastores, provision.Datastores);
}

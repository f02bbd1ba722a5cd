using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Ipam;

/// <summary>Which addresses of a range can be had: those of its block that lead to no machine and that nobody has as a lease, in whatever range.</summary>
internal sealed class BlockUse(RequestedRange range, AddressReservation block, AddressUse use)
{
    /// <summary>The range's addresses that are the block's, in order.</summary>
    public IReadOnlyList<string> Addresses { get; } =
        range.Ip is { } first ? [.. IPv4Number.Row(first, range.Size).Where(a => block.Find(a) is not null)] : [.. block.Addresses.Select(a => a.Address)];

    /// <summary>Why an address cannot be had, or null when it can.</summary>
    public string? WhyNot(string address)
    {
        if (block.Find(address) is not { } found || !Addresses.Contains(address))
            return $"it is not one of reservation {block.Id}";
        if (found.Assignment is { } assignment)
            return $"it leads to machine {assignment.DeviceId ?? "(unknown)"}";
        var lease = use.LeasesOf(address).FirstOrDefault(l => !range.IsPartOfAnother || l.Lease.NetworkId is null);
        return lease.Lease is null ? null : $"{HolderOf(lease.Lease)} has it in network {lease.Network.Id} ({lease.Network.Name})";
    }

    /// <summary>The first so many addresses in a row that can be had; null for none.</summary>
    public string? FirstFree(int count) => Addresses.FirstOrDefault(first => IPv4Number.Row(first, count).All(a => WhyNot(a) is null));

    private static string HolderOf(Lease lease) => lease switch
    {
        { VmId: { } vm } => $"virtual machine {vm}",
        { RouterId: { } router } => $"virtual router {router}",
        { NetworkId: { } network } => $"reservation {network}",
        _ => "somebody",
    };
}

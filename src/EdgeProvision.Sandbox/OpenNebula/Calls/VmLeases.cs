using System.Globalization;
using EdgeProvision.Sandbox.OpenNebula.Drivers;
using EdgeProvision.Sandbox.OpenNebula.Objects;
using EdgeProvision.Sandbox.OpenNebula.Templates;

namespace EdgeProvision.Sandbox.OpenNebula.Calls;

/// <summary>The addresses of virtual machines. Whoever manages a range, one of its addresses is taken or freed with the network's gate held.</summary>
internal static class VmLeases
{
    /// <summary>
    /// What cards inherit from their network (INHERIT_VNET_ATTR). Stock files have had no EXTERNAL since 6.4; this front-end is configured with it, as <c>alias_sdnat</c> asks for.
    /// </summary>
    internal static readonly string[] Inherited = ["DNS", "GATEWAY", "MTU", "NETWORK_MASK", "NETWORK_ADDRESS", "EXTERNAL"];

    /// <summary>Takes an address for the card, the one that it asks for or any, and writes into it what the network gives.</summary>
    /// <returns>What was taken; null when no range of the network has it.</returns>
    internal static async Task<(AddressRange Range, int Index)?> TakeAsync(Zone zone, VirtualNetwork network, VectorAttribute nic, int vm)
    {
        await network.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (var (range, free) in zone.Run(() => Candidates(network, nic)))
            {
                var index = free;
                if (range.IpamDriver.Length > 0)
                {
                    var any = nic["IP"].Length == 0 && nic["MAC"].Length == 0;
                    var answer = await zone.Ipam.AllocateAsync(range, any ? null : free).ConfigureAwait(false);
                    if (!answer.Succeeded) continue;
                    if (any)
                    {
                        if (zone.Run(() => IpamManager.IndexIn(range, answer.Output)) is not { } chosen) continue;
                        index = chosen;
                    }
                }

                zone.Run(() => Fill(network, range, index, nic, vm));
                return (range, index);
            }

            return null;
        }
        finally
        {
            network.Gate.Release();
        }
    }

    /// <summary>Gives an address back. One that its driver could not take stays leased, though nobody has it any more.</summary>
    internal static async Task FreeAsync(Zone zone, VirtualNetwork network, AddressRange range, int index)
    {
        await network.Gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (range.IpamDriver.Length > 0 && !(await zone.Ipam.FreeAsync(range, index).ConfigureAwait(false)).Succeeded) return;
            zone.Run(() => range.Free(index));
        }
        finally
        {
            network.Gate.Release();
        }
    }

    /// <summary>The addresses that cards have, as they stand in them.</summary>
    internal static IEnumerable<(VirtualNetwork Network, AddressRange Range, int Index)> Of(Zone zone, IEnumerable<VectorAttribute> cards)
    {
        foreach (var nic in cards)
        {
            if (!int.TryParse(nic["NETWORK_ID"], CultureInfo.InvariantCulture, out var id) || zone.Networks.Find(id) is not { } network) continue;
            foreach (var range in network.Ranges.Where(r => r.Attributes["AR_ID"] == nic["AR_ID"]))
                if (range.IndexOfMac(nic["MAC"]) is { } index) yield return (network, range, index);
        }
    }

    private static List<(AddressRange Range, int Index)> Candidates(VirtualNetwork network, VectorAttribute nic)
    {
        var found = new List<(AddressRange, int)>();
        if (nic["IP"].Length > 0 && nic["MAC"].Length > 0) return found;
        foreach (var range in network.Ranges)
        {
            if (nic["AR_ID"] is { Length: > 0 } only && only != range.Attributes["AR_ID"]) continue;
            var index = nic["IP"] is { Length: > 0 } ip ? range.IndexOfIp(ip) : nic["MAC"] is { Length: > 0 } mac ? range.IndexOfMac(mac) : range.FirstFree();
            if (index is { } free && range.IsFree(free)) found.Add((range, free));
        }

        return found;
    }

    private static void Fill(VirtualNetwork network, AddressRange range, int index, VectorAttribute nic, int vm)
    {
        range.Lease(index, new LeaseHolder(vm));
        nic["AR_ID"] = range.Attributes["AR_ID"];
        if (range.IpAt(index) is { } ip) nic["IP"] = ip;
        nic["MAC"] = range.MacAt(index);
        (nic["BRIDGE"], nic["BRIDGE_TYPE"], nic["VN_MAD"]) = (network.Bridge, network.BridgeType, network.VnMad);
        (nic["NETWORK"], nic["NETWORK_ID"]) = (network.Name, network.Id.ToString(CultureInfo.InvariantCulture));
        nic["CLUSTER_ID"] = string.Join(',', network.Clusters);
        nic["SECURITY_GROUPS"] = network.Template.Get("SECURITY_GROUPS");
        foreach (var name in Inherited)
            if (network.Template.Has(name)) nic[name] = network.Template.Get(name);
    }
}

using EdgeProvision.Engine.Observation;
using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Planning;

/// <summary>Why something is not done with rented addresses.</summary>
internal static class AddressRefusals
{
    private const int Named = 10;

    public static EdgeException NotAdopted(ObservedProvision observed) =>
        new("ProvisionNotAdopted", ErrorKind.Refused, $"No addresses are rented for provision {observed.Name}: it was made by another tool, and there is no record in which an order could be noted before it is sent.")
        {
            Target = observed.Name,
            RecommendedAction = $"Adopt it first with Import-EdgeProvision {observed.Name} (oneprovision import).",
        };

    public static EdgeException Deleting(ObservedProvision observed) =>
        new("ProvisionIsDeleting", ErrorKind.Refused, $"No addresses are rented for provision {observed.Name}: its removal has begun.")
        {
            Target = observed.Name,
            RecommendedAction = $"Finish the removal with Remove-EdgeProvision {observed.Name} (oneprovision delete).",
        };

    public static EdgeException NoHost(ObservedProvision observed, int id) =>
        new("HostNotFound", ErrorKind.NotFound, FormattableString.Invariant($"Provision {observed.Name} has no host {id}."))
        {
            Target = FormattableString.Invariant($"{id}"),
            RecommendedAction = $"Its hosts are: {string.Join(", ", observed.Hosts.Select(h => FormattableString.Invariant($"{h.Id} ({h.Key})")))}.",
        };

    public static EdgeException NoDevice(ObservedHost host) =>
        new("HostHasNoDevice", ErrorKind.Refused, FormattableString.Invariant($"No address can lead to host {host.Id} ({host.Key}): it has no machine yet."))
        {
            Target = host.Name,
            RecommendedAction = "Continue the provision's creation first.",
        };

    public static EdgeException Elsewhere(string address, string driver, ObservedHost host) =>
        new("AddressElsewhere", ErrorKind.Refused, FormattableString.Invariant($"The address {address} was rented at {driver} and cannot lead to host {host.Id} ({host.Key}), whose machine is at {host.Driver}."))
        {
            Target = address,
            RecommendedAction = $"Choose a host at {driver}, or rent an address for this host with New-EdgeAddress.",
        };

    public static EdgeException NoAddress(ObservedProvision observed, string address) =>
        new("AddressNotFound", ErrorKind.NotFound, $"Provision {observed.Name} has no rented address {address}.") { Target = address, RecommendedAction = Known(observed) };

    public static EdgeException NoReservation(ObservedProvision observed, string id) =>
        new("AddressNotFound", ErrorKind.NotFound, $"Provision {observed.Name} has no reservation of addresses {id}: it was given back already, or is another provision's.") { Target = id, RecommendedAction = Known(observed) };

    public static EdgeException InUse(AddressReservation block, IReadOnlyList<(NetworkObject Network, AddressRange Range)> ranges)
    {
        var places = ranges.Select(r => FormattableString.Invariant($"range {r.Range.Id} of network {r.Network.Id} ({r.Network.Name}){Leases(r.Range)}"));
        var (network, range) = ranges[0];
        return new EdgeException("AddressInUse", ErrorKind.ResourceBusy, $"The addresses of reservation {block.Id} ({AddressPlanner.Range(block)}) are not given back: they are in {string.Join(" and ", places)}. Nothing was changed.")
        {
            Target = block.Network,
            RecommendedAction = FormattableString.Invariant($"Free the leases, then remove the range ('onevnet rmar {network.Id} {range.Id}') or the network (Remove-EdgeNetwork -Id {network.Id}): a range that was rented gives its addresses back by itself."),
        };
    }

    private static string Leases(AddressRange range) => range.Leases.Length == 0 ? "" : $", where {string.Join(", ", range.Leases.Take(Named).Select(l => ObjectViews.Lease(l).ToString()))} {(range.Leases.Length == 1 ? "is" : "are")} in use";

    private static string Known(ObservedProvision observed)
    {
        var addresses = observed.Reservations.SelectMany(r => r.Block.Addresses).Select(a => a.Address).ToList();
        return addresses.Count == 0 ? "It has none. New-EdgeAddress rents some."
            : $"It has: {string.Join(", ", addresses.Take(Named))}{(addresses.Count > Named ? FormattableString.Invariant($" and {addresses.Count - Named} more") : "")}.";
    }
}

using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Engine.Providers.Addresses;
using EdgeProvision.Engine.Records;

namespace EdgeProvision.Engine.Observation;

/// <summary>Which address ranges of OpenNebula have rented addresses in them, and who has those as leases.</summary>
/// <param name="networks">The networks that matter, with their leases.</param>
public sealed class AddressUse(IReadOnlyList<NetworkObject> networks)
{
    /// <summary>Nothing is known of any range.</summary>
    public static AddressUse None { get; } = new([]);

    /// <summary>Reads those of the networks that have addresses of the reservations: pools do not tell leases.</summary>
    public static async Task<AddressUse> ReadAsync(FrontEndClient client, IReadOnlyList<NetworkObject> all, IReadOnlyList<ObservedReservation> reservations, CancellationToken cancellationToken)
    {
        var concerned = all.Where(n => n.AddressRanges.Any(r => reservations.Any(b => IsOf(r, b.Block)))).ToList();
        return new AddressUse(await Task.WhenAll(concerned.Select(n => client.Networks.InfoAsync(n.Id, SecretView.Cipher, cancellationToken))).ConfigureAwait(false));
    }

    /// <summary>Ranges that are of this reservation, whoever's their network is.</summary>
    public IReadOnlyList<(NetworkObject Network, AddressRange Range)> RangesOf(AddressReservation reservation) =>
        [.. networks.SelectMany(n => n.AddressRanges.Where(r => IsOf(r, reservation)).Select(r => (n, r)))];

    /// <summary>The range that has this address, and its lease; nulls for none.</summary>
    public (NetworkObject? Network, AddressRange? Range, Lease? Lease) Find(string address)
    {
        foreach (var network in networks)
        {
            foreach (var range in network.AddressRanges.Where(r => Has(r, address)))
                return (network, range, range.Leases.FirstOrDefault(l => l.Ip == address));
        }

        return default;
    }

    /// <summary>All leases of this address, of every range that has it: several networks may.</summary>
    public IReadOnlyList<(NetworkObject Network, Lease Lease)> LeasesOf(string address) =>
        [.. networks.SelectMany(n => n.AddressRanges.SelectMany(r => r.Leases).Where(l => l.Ip == address).Select(l => (n, l)))];

    private static bool IsOf(AddressRange range, AddressReservation reservation) =>
        range.Attributes.Text("DEPLOY_ID") == reservation.Id
        || reservation.EdgeKey is { } key && range.Attributes.Text(EdgeAttribute.Key) == key
        || reservation.Addresses.Any(a => Has(range, a.Address));

    private static bool Has(AddressRange range, string address) =>
        IPv4Number.Of(range.Ip) is { } first && IPv4Number.Of(address) is { } one && one >= first && one - first < (uint)Math.Max(range.Size, 1);
}

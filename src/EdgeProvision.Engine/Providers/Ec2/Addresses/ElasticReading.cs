using System.Net;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Providers.Ec2.Addresses;

/// <summary>Reads the SDK's addresses as blocks.</summary>
internal static class ElasticReading
{
    public static bool IsWhole(Address address) => address.AllocationId is { Length: > 0 } && Public(address) is not null;

    /// <summary>Addresses that carry one key are one block; those without are blocks of their own.</summary>
    /// <param name="addresses">The addresses.</param>
    /// <param name="type">Their kind.</param>
    /// <param name="own">Associations that make an address the machine's own; null where nobody asks.</param>
    public static IReadOnlyList<AddressReservation> Blocks(IEnumerable<Address> addresses, string type, IReadOnlySet<string>? own = null) =>
        [.. addresses.GroupBy(a => Ec2Tags.Find(a.Tags, Ec2Tags.Key) ?? a.AllocationId).Select(g => Block(Ec2Tags.Find(g.First().Tags, Ec2Tags.Key), [.. g.Select(a => Of(a, own))], g.First().NetworkBorderGroup, type) with
        {
            // The youngest of them: what was ordered a moment ago may still be on its way to whoever ordered it.
            CreatedAt = g.Max(a => Ec2Tags.FindCreatedAt(a.Tags)),
        })];

    /// <summary>The block with the address that was just rented, or null when the answer names none.</summary>
    public static AddressReservation? Made(AllocateAddressResponse answer, ReservationRequest request, AddressReservation? standing, string type) =>
        answer.AllocationId is { Length: > 0 } id && (Text(answer.PublicIp) ?? Text(answer.CarrierIp)) is { } address
            ? Block(request.EdgeKey, [.. standing?.Addresses ?? [], new ReservedAddress(address, null) { Id = id }], answer.NetworkBorderGroup, type)
            : null;

    public static AddressAssignment? Assignment(Address address, IReadOnlySet<string>? own = null) => address.AssociationId is { Length: > 0 } id
        ? new AddressAssignment(id, Text(address.InstanceId), Text(address.PrivateIpAddress) ?? Public(address)!) { IsMachinesOwn = own?.Contains(id) == true }
        : null;

    private static ReservedAddress Of(Address address, IReadOnlySet<string>? own) => new(Public(address)!, Assignment(address, own)) { Id = address.AllocationId };

    private static AddressReservation Block(string? key, IReadOnlyList<ReservedAddress> addresses, string? place, string type)
    {
        var ordered = addresses.OrderBy(a => IPAddress.TryParse(a.Address, out var parsed) ? Convert.ToHexString(parsed.GetAddressBytes()) : a.Address, StringComparer.Ordinal).ToList();
        return new AddressReservation(ElasticAddresses.IdOf(ordered.Select(a => a.Id!)), key, ordered[0].Address, ordered.Count)
        {
            Type = type,
            Location = Text(place),
            Addresses = ordered,
            IsContiguous = false,
        };
    }

    // In a Wavelength zone an address is the carrier's.
    private static string? Public(Address address) => Text(address.PublicIp) ?? Text(address.CarrierIp);

    private static string? Text(string? value) => value is { Length: > 0 } ? value : null;
}

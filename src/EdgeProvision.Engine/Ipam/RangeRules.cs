using EdgeProvision.Engine.Providers.Addresses;

namespace EdgeProvision.Engine.Ipam;

/// <summary>What an address range has to be so that its addresses can be rented.</summary>
internal static class RangeRules
{
    /// <param name="range">What the range is called.</param>
    /// <param name="driver">The driver that rents its addresses.</param>
    /// <param name="type">Its TYPE.</param>
    /// <param name="order">The order that it makes.</param>
    /// <param name="addresses">What the driver rents.</param>
    /// <exception cref="EdgeProvision.Model.EdgeException"><c>IpamRangeInvalid</c>, <c>AddressRequestInvalid</c>.</exception>
    public static void Check(string range, string driver, string? type, ReservationRequest order, IAddressDriver addresses)
    {
        if (type is { Length: > 0 } && !type.Equals("IP4", StringComparison.OrdinalIgnoreCase))
            throw IpamErrors.WrongType(range, type);
        if (order.Count > 1 && !addresses.IsContiguous)
            throw IpamErrors.NotInARow(range, driver, order.Count);
        addresses.Check(order);
    }
}

using EdgeProvision.Engine.Providers;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Ipam;

/// <summary>Why an IPAM action fails. oned shows the message as the network's error, and in oned.log.</summary>
internal static class IpamErrors
{
    public static EdgeException UnknownDriver(string driver) => new("IpamDriverUnknown", ErrorKind.InvalidInput, $"The address range's IPAM_MAD is '{ErrorText.Clean(driver)}': no provider of that name rents addresses.")
    {
        Target = driver,
        RecommendedAction = $"Write one of {string.Join(", ", ProviderDrivers.ServiceNames)}.",
    };

    public static EdgeException WrongType(string range, string type) => new("IpamRangeInvalid", ErrorKind.InvalidInput, $"The address range {range} is of TYPE '{ErrorText.Clean(type)}': public addresses for virtual machines are IPv4.")
    {
        Target = range,
        RecommendedAction = "Write TYPE IP4.",
    };

    public static EdgeException NotInARow(string range, string driver, int size) => new("IpamRangeInvalid", ErrorKind.InvalidInput, $"{size} addresses were asked for in one range, and {driver} rents each address by itself: they do not follow each other, as a range's have to.")
    {
        Target = range,
        RecommendedAction = $"Write SIZE 1, and {size} address ranges into the network.",
    };

    public static EdgeException TooLateToOrder(string key) => new("IpamTooLate", ErrorKind.Timeout, $"The addresses {key} were not ordered: what came before took so long that oned would no longer wait for the answer.")
    {
        Target = key,
        IsTransient = true,
        RecommendedAction = "Ask again; the provider or the front-end was slow.",
    };

    public static EdgeException OutOfTime(RequestedRange range, TimeSpan limit, bool mayHaveOrdered)
    {
        var what = FormattableString.Invariant($"The provider {range.Driver} has not answered within {limit.TotalSeconds:0} s for {range}.");
        return new EdgeException("IpamTimeout", ErrorKind.Timeout, mayHaveOrdered ? $"{what} {MayBeOrdered(range)}" : what)
        {
            Target = range.ToString(),
            IsTransient = true,
            RecommendedAction = "Ask again.",
        };
    }

    public static EdgeException Unanswered(RequestedRange range, EdgeException failure) => new(failure.Code, failure.Kind, $"{failure.Message} {MayBeOrdered(range)}", failure)
    {
        Target = failure.Target,
        IsTransient = failure.IsTransient,
        RecommendedAction = failure.RecommendedAction,
    };

    public static EdgeException ReservationGone(RequestedRange range) => new("IpamReservationGone", ErrorKind.NotFound, $"The provider {range.Driver} has no reservation {range.ReservationId} any more, of which the address range is.")
    {
        Target = range.ReservationId,
        RecommendedAction = "Remove the address range from the network and add it anew: its addresses belong to nobody, or to somebody else.",
    };

    public static EdgeException NoReservation(RequestedRange range) => new("IpamRangeInvalid", ErrorKind.InvalidInput, $"The address range {range} names no reservation (DEPLOY_ID), so its addresses cannot be known.")
    {
        Target = range.ToString(),
        RecommendedAction = "Remove the address range from the network and add it anew.",
    };

    public static EdgeException NoneFree(RequestedRange range, int count, IEnumerable<string> why) => new(
        "IpamNoAddressFree", ErrorKind.LimitReached, $"Reservation {range.ReservationId} has no {(count == 1 ? "free address" : $"{count} free addresses in a row")}: {string.Join("; ", why)}.")
    {
        Target = range.ReservationId,
        RecommendedAction = "Free one, or add another address range to the network.",
    };

    public static EdgeException NotFree(string address, string why) => new("IpamAddressTaken", ErrorKind.ResourceBusy, $"The address {address} cannot be had: {why}.")
    {
        Target = address,
        RecommendedAction = "Take another, or leave the choice to the driver.",
    };

    public static EdgeException NoAddress() => DriverInput.Invalid("it names no address (ADDRESS/IP)");

    // A key of the original's range is made up for one call: no later one knows it.
    private static string MayBeOrdered(RequestedRange range) => range.EdgeKey is { } key
        ? $"The order may have been made; it is found by its key ({key}) when the network is made again, and no other is bought."
        : "The order may have been made: look at the provider for a reservation that no address range has.";
}

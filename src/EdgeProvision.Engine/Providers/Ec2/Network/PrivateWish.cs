using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>A private address that a host names (<c>privateip</c>): of a subnet, one machine's only.</summary>
internal static class PrivateWish
{
    private const string Key = "privateip";

    public static IEnumerable<OrderProblem> Check(IEnumerable<PlannedOrder> orders) =>
        from order in orders
        where order.Keys.GetValueOrDefault(Key) is { Length: > 0 }
        group order by (order.Keys.GetValueOrDefault("subnetid"), Address: order.Keys[Key]) into same
        from second in same.Skip(1)
        select new OrderProblem(second.Host, Key, Twice(same.Key.Address, same.First().Host, second.Host));

    private static EdgeException Twice(string address, string first, string second) =>
        new("AddressNamedTwice", ErrorKind.InvalidInput, $"The hosts '{first}' and '{second}' cannot both have the private address '{ErrorText.Clean(address)}'.")
        {
            Target = second,
            RecommendedAction = $"Write {Key} for one of them only.",
        };
}

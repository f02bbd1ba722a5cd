using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>Chooses the zone of an instance for which none is given: one where the provision is already, else the first of the region that has the type.</summary>
internal sealed class ZoneChoice(Ec2Service service, ProviderSettings settings)
{
    public async Task<string> ChooseAsync(string provisionId, string type, string? given, CancellationToken cancellationToken)
    {
        if (given is not null)
            return given.Contains("-wl", StringComparison.Ordinal) ? throw NotThere(given) : given;
        var offered = await OfferedAsync(type, cancellationToken).ConfigureAwait(false);
        var call = Ec2Call.Read("DescribeSubnets", "look for the provision's subnets", provisionId);
        var subnets = await service.SendAsync(
            call, (client, token) => client.DescribeSubnetsAsync(new DescribeSubnetsRequest { Filters = [Ec2Tags.ProvisionFilter(provisionId)] }, token), cancellationToken).ConfigureAwait(false);
        return offered.FirstOrDefault(zone => subnets.Subnets?.Any(s => s.AvailabilityZone == zone) == true)
            ?? offered.FirstOrDefault(IsOrdinary) ?? offered.FirstOrDefault() ?? throw NotOffered(type);
    }

    private async Task<IReadOnlyList<string>> OfferedAsync(string type, CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeInstanceTypeOfferings", $"look which zones have the type '{type}'", type);
        var request = new DescribeInstanceTypeOfferingsRequest { LocationType = LocationType.AvailabilityZone, Filters = [new Filter("instance-type", [type])] };
        var answer = await service.SendAsync(call, (client, token) => client.DescribeInstanceTypeOfferingsAsync(request, token), cancellationToken).ConfigureAwait(false);
        return [.. (answer.InstanceTypeOfferings ?? []).Select(o => o.Location).Where(l => l is { Length: > 0 }).Order(StringComparer.Ordinal)];
    }

    // A region's own zones are its name and a letter; local zones have a name of their own in between.
    private bool IsOrdinary(string zone) => settings.Region is { } region && zone.StartsWith(region, StringComparison.Ordinal) && zone.Length == region.Length + 1;

    private EdgeException NotOffered(string type) => new("ProviderRefused", ErrorKind.NotFound, $"No zone of {settings.Region} has the instance type '{type}'.")
    {
        Target = type,
        RecommendedAction = "Choose another type or region.",
    };

    private static EdgeException NotThere(string zone) => new(
        "ProviderRefused", ErrorKind.NotSupported, $"A network of its own cannot be made in the Wavelength zone '{zone}': it needs a carrier gateway, which this release does not make.")
    {
        Target = zone,
        RecommendedAction = "Make the network yourself and give subnetid and securitygroupids.",
    };
}

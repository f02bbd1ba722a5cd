using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Network;

/// <summary>
/// Chooses the zone of an instance for which none is given: one where the provision is already, else the first of the region that has the type; a Local or Wavelength Zone, which costs
/// and reaches otherwise, only where no other has it. Those are looked up: an account has to opt in to them, and the service's own words for a subnet in one that it has not are of no help.
/// </summary>
internal sealed class ZoneChoice(Ec2Service service, ProviderSettings settings)
{
    /// <exception cref="EdgeException">There is no such zone, the account may not use it, or no zone has the type.</exception>
    public async Task<Ec2Zone> ChooseAsync(string provisionId, string type, string? given, CancellationToken cancellationToken)
    {
        if (given is not null)
            return await FindAsync(given, cancellationToken).ConfigureAwait(false);
        var offered = await OfferedAsync(type, cancellationToken).ConfigureAwait(false);
        var subnets = await PartKinds.Subnets.OwnAsync(service, provisionId, "look for the provision's subnets", cancellationToken).ConfigureAwait(false);
        var ordinary = offered.Where(IsOrdinary).ToList();
        var open = ordinary.Count > 0 ? ordinary : offered;
        var chosen = open.FirstOrDefault(zone => subnets.Any(s => s.AvailabilityZone == zone)) ?? open.FirstOrDefault() ?? throw NotOffered(type);
        return await FindAsync(chosen, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The zone of that name.</summary>
    /// <exception cref="EdgeException">There is none, or the account may not use it.</exception>
    public async Task<Ec2Zone> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (IsOrdinary(name))
            return new Ec2Zone(name, false);
        var call = Ec2Call.Read("DescribeAvailabilityZones", $"look up the zone {name}", name);
        var request = new DescribeAvailabilityZonesRequest { AllAvailabilityZones = true, Filters = [new Filter("zone-name", [name])] };
        var answer = await service.SendAsync(call, (client, token) => client.DescribeAvailabilityZonesAsync(request, token), cancellationToken).ConfigureAwait(false);
        var zone = answer.AvailabilityZones?.FirstOrDefault(z => z.ZoneName == name) ?? throw NotThere(name);
        return zone.OptInStatus == AvailabilityZoneOptInStatus.NotOptedIn ? throw NotOptedIn(zone) : new Ec2Zone(name, zone.ZoneType == "wavelength-zone");
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

    private EdgeException NotThere(string zone) => new("ProviderRefused", ErrorKind.NotFound, $"The region {settings.Region} has no zone '{ErrorText.Clean(zone)}'.")
    {
        Target = zone,
        RecommendedAction = "Correct availabilityzone, or leave it out; Get-EdgeLocation shows the zones.",
    };

    private EdgeException NotOptedIn(AvailabilityZone zone) => new(
        "ProviderRefused", ErrorKind.AccessDenied, $"The account has not opted in to the zone '{ErrorText.Clean(zone.ZoneName)}' (group {ErrorText.Clean(zone.GroupName ?? "")}), so that nothing can be put there.")
    {
        Target = zone.ZoneName,
        RecommendedAction = $"Opt in to it, in the account's settings or by 'aws ec2 modify-availability-zone-group --region {settings.Region} --group-name {ErrorText.Clean(zone.GroupName ?? "")} --opt-in-status opted-in', and run the same command again.",
    };
}

using Amazon.EC2;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Ec2.Wire;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Ec2.Offers;

/// <summary>What the service offers in a region. Prices are not in this API, and a type that is sold in a zone may still be out of stock there.</summary>
internal sealed class Ec2Catalog(Ec2Service service, Ec2Images images, ProviderSettings settings, CatalogMemory memory)
{
    private const int TypesPage = 100;
    private const int OfferingsPage = 1000;

    private static readonly Dictionary<string, CatalogTopic> Topics = new(StringComparer.Ordinal)
    {
        ["instancetype"] = CatalogTopic.Hardware,
        ["ami"] = CatalogTopic.Image,
        [Ec2Provider.RegionKey] = CatalogTopic.Location,
        ["availabilityzone"] = CatalogTopic.Location,
    };

    /// <summary>Descriptor keys that there is a catalogue of.</summary>
    public static IReadOnlyCollection<CatalogKey> Keys { get; } = [.. Topics.Select(t => new CatalogKey(t.Key, t.Value))];

    /// <summary>What may stand at a key; null when these credentials may not read it, or there is nothing in it.</summary>
    public Task<Catalog?> ReadAsync(string key, CancellationToken cancellationToken) =>
        memory.GetAsync($"{settings.Driver} {settings.Endpoint} {settings.Region} {key}", token => FetchAsync(key, token), cancellationToken);

    private async Task<Catalog?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var catalog = key switch
            {
                "instancetype" => new Catalog("instance type", await TypesAsync(cancellationToken).ConfigureAwait(false)),
                "ami" => new Catalog("image", await images.DistributionsAsync(cancellationToken).ConfigureAwait(false)) { IsOpen = true },
                Ec2Provider.RegionKey => new Catalog("region", await RegionsAsync(cancellationToken).ConfigureAwait(false)),
                "availabilityzone" => new Catalog("zone", await ZonesAsync(cancellationToken).ConfigureAwait(false)),
                _ => throw new ArgumentOutOfRangeException(nameof(key), key, "There is no catalogue of it."),
            };
            return catalog.Entries.Count == 0 ? null : catalog;
        }
        catch (ProviderException error) when (Ec2Failure.IsOutOfReach(error))
        {
            // A right that ordering does not need, or a service that speaks a part of the API.
            return null;
        }
    }

    private async Task<IReadOnlyList<CatalogEntry>> TypesAsync(CancellationToken cancellationToken)
    {
        var zones = (await OfferingsAsync(cancellationToken).ConfigureAwait(false)).ToLookup(o => o.InstanceType?.Value, o => o.Location, StringComparer.Ordinal);
        var call = Ec2Call.Read("DescribeInstanceTypes", "read which instance types there are", settings.ToString());
        var types = await service.ReadAllAsync(
            call, (client, page, token) => client.DescribeInstanceTypesAsync(new DescribeInstanceTypesRequest { MaxResults = TypesPage, NextToken = page }, token),
            answer => (answer.InstanceTypes, answer.NextToken), cancellationToken).ConfigureAwait(false);
        return [.. types.Where(t => t.InstanceType?.Value is { Length: > 0 }).Select(t => Ec2Hardware.Of(t, settings.Region, zones[t.InstanceType.Value])).OrderBy(e => e.Slug, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<InstanceTypeOffering>> OfferingsAsync(CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeInstanceTypeOfferings", "read which zones have which instance types", settings.ToString());
        return await service.ReadAllAsync(
            call,
            (client, page, token) => client.DescribeInstanceTypeOfferingsAsync(
                new DescribeInstanceTypeOfferingsRequest { LocationType = LocationType.AvailabilityZone, MaxResults = OfferingsPage, NextToken = page }, token),
            answer => (answer.InstanceTypeOfferings, answer.NextToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<CatalogEntry>> RegionsAsync(CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeRegions", "read which regions there are", settings.ToString());
        var answer = await service.SendAsync(call, (client, token) => client.DescribeRegionsAsync(new DescribeRegionsRequest(), token), cancellationToken).ConfigureAwait(false);
        return [.. (answer.Regions ?? []).Where(r => r.RegionName is { Length: > 0 }).Select(r => new PlaceEntry(r.RegionName, r.RegionName, "")).OrderBy(r => r.Slug, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<CatalogEntry>> ZonesAsync(CancellationToken cancellationToken)
    {
        var call = Ec2Call.Read("DescribeAvailabilityZones", "read which zones there are", settings.ToString());
        var request = new DescribeAvailabilityZonesRequest { AllAvailabilityZones = true };
        var answer = await service.SendAsync(call, (client, token) => client.DescribeAvailabilityZonesAsync(request, token), cancellationToken).ConfigureAwait(false);
        return [.. (answer.AvailabilityZones ?? []).Where(z => z.ZoneName is { Length: > 0 }).Select(Zone).OrderBy(z => z.Slug, StringComparer.Ordinal)];
    }

    private static PlaceEntry Zone(AvailabilityZone zone)
    {
        // The service's words: "local-zone", "wavelength-zone". Such a zone has to be opted in to once, for the account.
        var kind = zone.ZoneType is { Length: > 0 } type ? type.Replace('-', ' ') : "";
        var closed = zone.OptInStatus?.Value == "not-opted-in" ? " (not opted in)" : "";
        return new PlaceEntry(zone.ZoneId ?? zone.ZoneName, zone.ZoneName, ErrorText.Clean(kind + closed)) { Metro = zone.ParentZoneName ?? zone.RegionName };
    }
}

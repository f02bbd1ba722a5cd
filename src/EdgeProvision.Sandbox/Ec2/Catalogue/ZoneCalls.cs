using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>The calls about regions and zones. Each runs with the store's gate held.</summary>
internal sealed class ZoneCalls(Ec2Store store)
{
    private const string NeedsNone = "opt-in-not-required";
    private static readonly FilterTable<(Zone Zone, string OptIn)> Zones = new(new Dictionary<string, Func<(Zone Zone, string OptIn), DateTimeOffset, IEnumerable<string?>>>
    {
        ["zone-name"] = (entry, _) => [entry.Zone.Name],
        ["zone-id"] = (entry, _) => [entry.Zone.Id],
        ["zone-type"] = (entry, _) => [entry.Zone.Type],
        ["group-name"] = (entry, _) => [entry.Zone.Group],
        ["network-border-group"] = (entry, _) => [entry.Zone.Group],
        ["opt-in-status"] = (entry, _) => [entry.OptIn],
        ["parent-zone-name"] = (entry, _) => [entry.Zone.Parent?.Name],
        ["region-name"] = (entry, _) => [entry.Zone.Region],
        ["state"] = (_, _) => ["available"],
    });

    private static readonly FilterTable<Region> Regions = new(new Dictionary<string, Func<Region, DateTimeOffset, IEnumerable<string?>>>
    {
        ["region-name"] = (region, _) => [region.Name],
        ["endpoint"] = (region, _) => [region.Endpoint],
        ["opt-in-status"] = (_, _) => [NeedsNone],
    });

    public IEnumerable<Ec2Action> Actions =>
        [new("DescribeRegions", DescribeRegions), new("DescribeAvailabilityZones", DescribeZones), new("ModifyAvailabilityZoneGroup", ModifyGroup)];

    private IEnumerable<XElement?> DescribeRegions(Ec2Call call)
    {
        var names = call.Parameters.Texts("RegionName");
        _ = call.Parameters.Flag("AllRegions");
        var filter = Regions.Read(call);
        call.Ready();
        var served = Ec2Catalogue.Regions.Where(region => store.Options.Regions.Contains(region.Name)).ToList();
        if (names.FirstOrDefault(name => served.TrueForAll(region => region.Name != name)) is { } unknown)
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid region name: [{unknown}]");
        return [Xml.Set("regionInfo", served.Where(region => (names.Count == 0 || names.Contains(region.Name)) && filter(region)).Select(region => new[]
        {
            Xml.Value("regionName", region.Name), Xml.Value("regionEndpoint", region.Endpoint), Xml.Value("optInStatus", NeedsNone),
        }))];
    }

    private static IEnumerable<XElement?> DescribeZones(Ec2Call call)
    {
        var (names, ids) = (call.Parameters.Texts("ZoneName"), call.Parameters.Texts("ZoneId"));
        var all = call.Parameters.Flag("AllAvailabilityZones");
        var filter = Zones.Read(call);
        call.Ready();
        var known = call.Region.Zones;
        if (names.FirstOrDefault(name => known.All(zone => zone.Name != name)) is { } unknown)
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid availability zone: [{unknown}]");
        if (ids.FirstOrDefault(id => known.All(zone => zone.Id != id)) is { } unknownId)
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid availability zone-id: [{unknownId}]");
        var shown = known.Select(zone => (Zone: zone, OptIn: OptIn(call, zone)))
            .Where(entry => (all || call.Holdings.IsOptedIn(entry.Zone))
                && (names.Count == 0 || names.Contains(entry.Zone.Name)) && (ids.Count == 0 || ids.Contains(entry.Zone.Id)) && filter(entry));
        return [Xml.Set("availabilityZoneInfo", shown.Select(entry => Of(entry.Zone, entry.OptIn)))];
    }

    private static IEnumerable<XElement?> ModifyGroup(Ec2Call call)
    {
        var group = call.Parameters.Required("GroupName");
        _ = call.Parameters.Required("OptInStatus");
        var status = call.Parameters.Word("OptInStatus", "opted-in", "not-opted-in");
        if (!call.Region.Zones.Any(zone => zone.Group == group && !zone.IsOrdinary))
            throw new Ec2RefusedException("InvalidParameterValue", $"Invalid availability zone group name: '{group}'");
        if (status != "opted-in")
            throw new Ec2RefusedException("OptOutNotSupported", "To opt out of a zone group, contact AWS Support.");
        call.Ready();
        call.Holdings.OptedIn.Add(group);
        return Xml.Done;
    }

    private static string OptIn(Ec2Call call, Zone zone) => zone.IsOrdinary ? NeedsNone : call.Holdings.IsOptedIn(zone) ? "opted-in" : "not-opted-in";

    private static IEnumerable<XElement?> Of(Zone zone, string optIn) =>
    [
        Xml.Value("zoneName", zone.Name),
        Xml.Value("zoneId", zone.Id),
        Xml.Value("zoneState", "available"),
        Xml.Value("zoneType", zone.Type),
        Xml.Value("optInStatus", optIn),
        Xml.Value("regionName", zone.Region),
        Xml.Value("groupName", zone.IsOrdinary ? $"{zone.Region}-zg-1" : zone.Group),
        Xml.Value("networkBorderGroup", zone.Group),
        Xml.Value("parentZoneName", zone.Parent?.Name),
        Xml.Value("parentZoneId", zone.Parent?.Id),
        Xml.Set("messageSet", []),
    ];
}

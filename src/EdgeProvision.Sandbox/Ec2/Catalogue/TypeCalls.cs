using System.Globalization;
using System.Xml.Linq;
using EdgeProvision.Sandbox.Ec2.Wire;

namespace EdgeProvision.Sandbox.Ec2.Catalogue;

/// <summary>The calls about types of instances, and where they are sold. Each runs with the store's gate held.</summary>
internal static class TypeCalls
{
    private static readonly Pager Types = new("InstanceType", most: 100);
    private static readonly Pager Offerings = new("InstanceType");
    private static readonly FilterTable<InstanceType> Filters = new(new Dictionary<string, Func<InstanceType, DateTimeOffset, IEnumerable<string?>>>
    {
        ["instance-type"] = (type, _) => [type.Name],
        ["bare-metal"] = (type, _) => [type.IsBareMetal ? "true" : "false"],
        ["current-generation"] = (_, _) => ["true"],
        ["supported-virtualization-type"] = (_, _) => ["hvm"],
        ["processor-info.supported-architecture"] = (type, _) => [type.Architecture],
        ["processor-info.supported-features"] = (type, _) => [type.HasNestedVirtualization ? NestedVirtualization : null],
        ["vcpu-info.default-vcpus"] = (type, _) => [type.Vcpus.ToString(CultureInfo.InvariantCulture)],
        ["memory-info.size-in-mib"] = (type, _) => [type.MemoryMib.ToString(CultureInfo.InvariantCulture)],
        ["instance-storage-supported"] = (type, _) => [type.Disks is null ? "false" : "true"],
        ["hypervisor"] = (type, _) => [type.IsBareMetal ? null : "nitro"],
    });

    private static readonly FilterTable<(InstanceType Type, string Location)> OfferingFilters = new(
        new Dictionary<string, Func<(InstanceType Type, string Location), DateTimeOffset, IEnumerable<string?>>>
        {
            ["instance-type"] = (offer, _) => [offer.Type.Name],
            ["location"] = (offer, _) => [offer.Location],
        });

    private const string NestedVirtualization = "nested-virtualization";

    public static IEnumerable<Ec2Action> Actions => [new("DescribeInstanceTypes", Describe), new("DescribeInstanceTypeOfferings", DescribeOfferings)];

    private static IEnumerable<XElement?> Describe(Ec2Call call)
    {
        var names = call.Parameters.Texts("InstanceType");
        var unknown = names.Where(name => Ec2Catalogue.Types.All(type => type.Name != name)).ToList();
        if (unknown.Count > 0)
            throw new Ec2RefusedException("InvalidInstanceType", $"The following supplied instance types do not exist: [{string.Join(", ", unknown)}]");
        var filter = Filters.Read(call);
        var (items, next) = Types.Cut(call, Ec2Catalogue.Types.Where(type => (names.Count == 0 || names.Contains(type.Name)) && filter(type)), type => type.Name);
        return [Xml.Set("instanceTypeSet", items.Select(Of)), next];
    }

    private static IEnumerable<XElement?> DescribeOfferings(Ec2Call call)
    {
        var locationType = call.Parameters.Word("LocationType", "region", "availability-zone", "availability-zone-id", "outpost") ?? "region";
        var filter = OfferingFilters.Read(call);
        var all = Ec2Catalogue.Types.SelectMany(type => Locations(call, locationType, type).Select(location => (Type: type, Location: location))).Where(offer => filter(offer));
        var (items, next) = Offerings.Cut(call, all, offer => $"{offer.Type.Name} {offer.Location}");
        return [Xml.Set("instanceTypeOfferingSet", items.Select(offer => new[]
        {
            Xml.Value("instanceType", offer.Type.Name), Xml.Value("locationType", locationType), Xml.Value("location", offer.Location),
        })), next];
    }

    private static IEnumerable<string> Locations(Ec2Call call, string locationType, InstanceType type) => locationType switch
    {
        "region" => call.Region.OrdinaryZones.Any(type.IsOfferedIn) ? [call.Region.Name] : [],
        "availability-zone" => call.Region.Zones.Where(type.IsOfferedIn).Select(zone => zone.Name),
        "availability-zone-id" => call.Region.Zones.Where(type.IsOfferedIn).Select(zone => zone.Id),
        _ => [],
    };

    private static IEnumerable<XElement?> Of(InstanceType type) =>
    [
        Xml.Value("instanceType", type.Name),
        Xml.Value("currentGeneration", true),
        Xml.Value("freeTierEligible", type.Name == "t3.micro"),
        Xml.Set("supportedUsageClasses", ["on-demand"]),
        Xml.Set("supportedRootDeviceTypes", ["ebs"]),
        Xml.Set("supportedVirtualizationTypes", ["hvm"]),
        Xml.Value("bareMetal", type.IsBareMetal),
        Xml.Value("hypervisor", type.IsBareMetal ? null : "nitro"),
        Xml.Node("processorInfo", Xml.Set("supportedArchitectures", [type.Architecture]), Xml.Value("sustainedClockSpeedInGhz", type.Gigahertz),
            type.HasNestedVirtualization ? Xml.Set("supportedFeatures", [NestedVirtualization]) : null, Xml.Value("manufacturer", type.Manufacturer)),
        Xml.Node("vCpuInfo", Xml.Value("defaultVCpus", type.Vcpus), Xml.Value("defaultCores", type.Cores), Xml.Value("defaultThreadsPerCore", type.ThreadsPerCore)),
        Xml.Node("memoryInfo", Xml.Value("sizeInMiB", type.MemoryMib)),
        Xml.Value("instanceStorageSupported", type.Disks is not null),
        type.Disks is { } disks
            ? Xml.Node("instanceStorageInfo", Xml.Value("totalSizeInGB", disks.Count * disks.Gigabytes),
                Xml.Set("disks", [new[] { Xml.Value("sizeInGB", disks.Gigabytes), Xml.Value("count", disks.Count), Xml.Value("type", "ssd") }]))
            : null,
        Xml.Node("networkInfo", Xml.Value("networkPerformance", type.Network), Xml.Value("maximumNetworkInterfaces", type.Interfaces),
            Xml.Value("ipv4AddressesPerInterface", type.AddressesPerInterface), Xml.Value("enaSupport", "required")),
    ];
}

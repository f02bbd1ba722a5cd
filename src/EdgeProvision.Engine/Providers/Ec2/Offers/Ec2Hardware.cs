using System.Globalization;
using Amazon.EC2.Model;
using EdgeProvision.Engine.Providers.Catalogs;

namespace EdgeProvision.Engine.Providers.Ec2.Offers;

/// <summary>Reads an instance type as an offer.</summary>
internal static class Ec2Hardware
{
    private const double MebibytesPerGigabyte = 1024;

    /// <summary>An instance type, with the zones that have it; the region has what any of its zones has.</summary>
    public static HardwareEntry Of(InstanceTypeInfo type, string? region, IEnumerable<string> zones) => new(type.InstanceType.Value, type.InstanceType.Value, type.InstanceType.Value)
    {
        Description = type.BareMetal == true ? "bare metal" : Ec2Types.CanNest(type) ? "virtual, runs virtual machines" : "virtual, cannot run virtual machines with KVM",
        RunsKvm = Ec2Types.CanHost(type),
        Processor = Processor(type.ProcessorInfo),
        Cores = type.VCpuInfo?.DefaultCores,
        MemoryGB = type.MemoryInfo?.SizeInMiB / MebibytesPerGigabyte,
        Disks = [.. (type.InstanceStorageInfo?.Disks ?? []).Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Count ?? 1} x {d.SizeInGB}GB {d.Type?.Value.ToUpperInvariant()}").TrimEnd())],
        DiskGB = type.InstanceStorageInfo?.TotalSizeInGB,
        Places = Places(region, [.. zones.Where(z => z is { Length: > 0 })]).ToDictionary(z => z, _ => (decimal?)null, StringComparer.Ordinal),
    };

    private static IEnumerable<string> Places(string? region, IReadOnlyList<string> zones) =>
        (region is not null && zones.Count > 0 ? zones.Prepend(region) : zones).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string? Processor(ProcessorInfo? info)
    {
        var speed = info?.SustainedClockSpeedInGhz is { } gigahertz and > 0 ? string.Create(CultureInfo.InvariantCulture, $"{gigahertz:0.#} GHz") : "";
        string?[] words = [info?.Manufacturer, info?.SupportedArchitectures is { Count: > 0 } kinds ? kinds[^1] : null, speed];
        var text = string.Join(' ', words.Where(w => w is { Length: > 0 }));
        return text.Length > 0 ? Http.ErrorText.Clean(text) : null;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>
/// Reads the API's catalogue. It has a number of processors, but their cores stand in texts for people alone; it has a price, and may have another for
/// a place; and it names no currency, for it never had but one.
/// </summary>
internal static partial class PacketOffers
{
    public const string Currency = "USD";

    public static CatalogEntry? Entry(string key, JsonElement item)
    {
        var slug = PacketJson.Text(item, key is "facility" or "metro" ? "code" : "slug") ?? PacketJson.Text(item, "id");
        if (slug is null)
            return null;
        var id = PacketJson.Text(item, "id") ?? "";
        var word = ErrorText.Clean(slug);
        var name = Clean(item, "name") ?? "";
        return key switch
        {
            "plan" => Hardware(item, id, word, name),
            "os" => new ImageEntry(id, word, name)
            {
                Distribution = Clean(item, "distro"),
                Version = Clean(item, "version"),
                Hardware = [.. PacketJson.Items(item, "provisionable_on").Where(p => p.ValueKind == JsonValueKind.String).Select(p => ErrorText.Clean(p.GetString()!))],
            },
            _ => new PlaceEntry(id, word, name)
            {
                Metro = PacketJson.Property(item, "metro") is { } metro ? Clean(metro, "code") : null,
                Country = Clean(item, "country") ?? (PacketJson.Property(item, "metro") is { } m ? Clean(m, "country") : null),
            },
        };
    }

    /// <summary>The stock in an answer about capacity: levels by place and plan.</summary>
    public static IEnumerable<StockEntry> Stock(JsonElement answer)
    {
        if (PacketJson.Property(answer, "capacity") is not { ValueKind: JsonValueKind.Object } capacity)
            yield break;
        foreach (var place in capacity.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Object))
        {
            foreach (var plan in place.Value.EnumerateObject())
            {
                var number = PacketJson.Number(plan.Value, "available_servers");
                yield return new StockEntry(ErrorText.Clean(place.Name), ErrorText.Clean(plan.Name), Level(PacketJson.Text(plan.Value, "level")), number is >= 0 and < int.MaxValue ? (int)number : null);
            }
        }
    }

    private static EdgeStock Level(string? word) => word switch
    {
        "normal" => EdgeStock.Available,
        "limited" => EdgeStock.Limited,
        "unavailable" => EdgeStock.None,
        _ => EdgeStock.Unknown,
    };

    private static HardwareEntry Hardware(JsonElement item, string id, string slug, string name)
    {
        var specs = PacketJson.Property(item, "specs") ?? default;
        var processors = PacketJson.Items(specs, "cpus").ToList();
        var count = processors.Count == 0 ? null : Whole(processors.Sum(p => PacketJson.Number(p, "count") ?? 1));
        var processor = processors.Count == 0 ? null : Clean(processors[0], "type");
        var description = Clean(item, "description");
        var drives = PacketJson.Items(specs, "drives").ToList();
        var price = Price(PacketJson.Property(item, "pricing"));
        return new HardwareEntry(id, slug, name)
        {
            Description = description,
            ProcessorCount = count,
            Processor = processor,
            Cores = Cores(processor, count, description),
            MemoryGB = PacketJson.Property(specs, "memory") is { } memory ? Gigabytes(PacketJson.Text(memory, "total")) : null,
            Disks = [.. drives.Select(Disk).OfType<string>()],
            DiskGB = drives.Count > 0 && drives.Select(d => Gigabytes(PacketJson.Text(d, "size")) * (PacketJson.Number(d, "count") ?? 1)).ToList() is var sizes && sizes.TrueForAll(s => s is not null) ? sizes.Sum() : null,
            HourlyPrice = price,
            Currency = price is null ? null : Currency,
            Places = Places(item),
        };
    }

    private static Dictionary<string, decimal?> Places(JsonElement item)
    {
        var places = new Dictionary<string, decimal?>(StringComparer.Ordinal);
        foreach (var place in PacketJson.Items(item, "available_in").Concat(PacketJson.Items(item, "available_in_metros")))
        {
            // Where the service does not say more than an address, the place is not known.
            var code = place.ValueKind == JsonValueKind.String ? place.GetString() : PacketJson.Text(place, "code");
            if (code is { Length: > 0 })
                places[ErrorText.Clean(code)] = Price(PacketJson.Property(place, "price"));
        }

        return places;
    }

    private static decimal? Price(JsonElement? pricing) =>
        pricing is { } price && PacketJson.Number(price, "hour") is >= 0 and < 1_000_000 and var hour ? decimal.Round((decimal)hour, 4) : null;

    private static int? Cores(string? processor, int? count, string? description)
    {
        if (processor is not null && CoresOfOne().Match(processor) is { Success: true } each)
            return int.Parse(each.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * (count ?? 1);
        return description is not null && CoresInAll().Match(description) is { Success: true } all ? int.Parse(all.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    private static string? Disk(JsonElement drive) => Clean(drive, "size") is { } size
        ? string.Create(CultureInfo.InvariantCulture, $"{PacketJson.Number(drive, "count") ?? 1:0} x {size} {Clean(drive, "type")}").TrimEnd()
        : null;

    private static double? Gigabytes(string? text)
    {
        if (text is null || Size().Match(text) is not { Success: true } match || !double.TryParse(match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return null;
        return match.Groups[2].Value.ToUpperInvariant() switch
        {
            "TB" => number * 1000,
            "MB" => number / 1000,
            _ => number,
        };
    }

    private static int? Whole(double number) => number is > 0 and < int.MaxValue ? (int)number : null;

    private static string? Clean(JsonElement item, string name) => PacketJson.Text(item, name) is { } text ? ErrorText.Clean(text) : null;

    [GeneratedRegex(@"\b(\d{1,4})-core\b", RegexOptions.IgnoreCase)]
    private static partial Regex CoresOfOne();

    [GeneratedRegex(@"\b(\d{1,4}) (?:physical )?cores?\b", RegexOptions.IgnoreCase)]
    private static partial Regex CoresInAll();

    [GeneratedRegex(@"\A\s*(\d+(?:\.\d+)?)\s*(MB|GB|TB)?\s*\z", RegexOptions.IgnoreCase)]
    private static partial Regex Size();
}

using System.Globalization;
using System.Text.Json.Nodes;
using EdgeProvision.Sandbox.Http;

namespace EdgeProvision.Sandbox.Packet;

/// <summary>Cuts lists into pages, as every list of the API is.</summary>
internal static class Paging
{
    public const int DefaultSize = 10;
    public const int DefaultAddressSize = 250;

    public static HttpReply Reply(PacketCall call, string name, IReadOnlyList<JsonObject> items, int defaultSize = DefaultSize)
    {
        var size = Number(call, "per_page", defaultSize, 1000);
        var page = Number(call, "page", 1, int.MaxValue);
        var last = Math.Max(1, (items.Count + size - 1) / size);
        var shown = items.Skip((int)Math.Min((long)(page - 1) * size, int.MaxValue)).Take(size);
        var meta = new JsonObject
        {
            ["first"] = Link(call, 1, size),
            ["previous"] = page > 1 ? Link(call, page - 1, size) : null,
            ["self"] = Link(call, page, size),
            ["next"] = page < last ? Link(call, page + 1, size) : null,
            ["last"] = Link(call, last, size),
            ["current_page"] = page,
            ["last_page"] = last,
            ["total"] = items.Count,
        };
        return PacketReply.Json(200, new JsonObject { [name] = PacketReply.Array(shown), ["meta"] = meta });
    }

    private static int Number(PacketCall call, string name, int fallback, int most)
    {
        if (!call.Query.TryGetValue(name, out var text))
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new PacketRefusedException(422, $"{name} is not valid");
    }

    private static JsonObject Link(PacketCall call, int page, int size)
    {
        var others = call.Query.Where(pair => pair.Key is not ("page" or "per_page")).Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        var query = string.Join('&', others.Append(string.Create(CultureInfo.InvariantCulture, $"page={page}")).Append(string.Create(CultureInfo.InvariantCulture, $"per_page={size}")));
        return PacketReply.Href($"{call.Link("/" + string.Join('/', call.Segments))}?{query}");
    }
}

using System.Globalization;
using System.Text.Json;
using EdgeProvision.Engine.Providers.Http;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>
/// Reads whole lists, page by page. A list that is silently short would make a device look gone, so everything doubtful is an error.
/// </summary>
internal sealed class PacketListing(RestFunnel funnel, Uri endpoint)
{
    private const int PageSize = 1000;
    private const int MaxPages = 1000;

    // When something is deleted while pages are read, what follows moves up and one item falls between two pages: then the list is read again.
    private const int MaxPasses = 3;

    /// <summary>All items of a list, each once.</summary>
    /// <param name="request">Reads the first page; its path has no query.</param>
    /// <param name="property">The property that holds the items.</param>
    /// <param name="filter">Query parameters, escaped, or an empty string.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<JsonElement>> ReadAsync(
        RestRequest request, string property, string filter, CancellationToken cancellationToken)
    {
        var items = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            if (await ReadPassAsync(request, property, filter, items, cancellationToken).ConfigureAwait(false))
                break;
        }

        return [.. items.Values];
    }

    /// <summary>One pass over the pages; true when the list did not change meanwhile.</summary>
    private async Task<bool> ReadPassAsync(
        RestRequest request, string property, string filter, Dictionary<string, JsonElement> items, CancellationToken cancellationToken)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"{filter}{(filter.Length > 0 ? "&" : "")}per_page={PageSize}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        double? total = null;
        var stable = true;
        while (query is not null)
        {
            if (!seen.Add(query) || seen.Count > MaxPages)
                throw funnel.Failures.Malformed(request, "its pages refer to each other in a circle");

            var answer = await funnel.SendAsync(request with { Path = $"{request.Path}?{query}" }, cancellationToken).ConfigureAwait(false);
            if (answer.Json is not { } page || PacketJson.Property(page, property) is not { ValueKind: JsonValueKind.Array } array)
                throw funnel.Failures.Malformed(request, $"it has no list '{property}'");

            foreach (var item in array.EnumerateArray())
                items[PacketJson.Text(item, "id") ?? throw funnel.Failures.Malformed(request, $"an item of '{property}' has no id")] = item;

            var meta = PacketJson.Property(page, "meta");
            var count = meta is { } m ? PacketJson.Number(m, "total") : null;
            stable &= total is null || count == total;
            total = count;
            query = Next(request, meta);
        }

        return stable;
    }

    // Of the link only the query is used: services behind a path prefix write links without it.
    private string? Next(RestRequest request, JsonElement? meta)
    {
        if (meta is not { } m || PacketJson.Property(m, "next") is not { } next)
            return null;
        var href = next.ValueKind == JsonValueKind.String ? next.GetString() : PacketJson.Text(next, "href");
        if (string.IsNullOrEmpty(href))
            return null;

        if (!Uri.TryCreate(endpoint, href, out var link) || link.Query.Length < 2
            || Uri.Compare(link, endpoint, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw funnel.Failures.Malformed(request, "the link to its next page leads to another host or has no page in it");
        }

        return link.Query[1..];
    }
}

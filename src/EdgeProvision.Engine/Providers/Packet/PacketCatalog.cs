using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeProvision.Engine.Providers.Catalogs;
using EdgeProvision.Engine.Providers.Http;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Providers.Packet;

/// <summary>Turns names that people read into what the API wants. Ids and slugs pass without a call.</summary>
internal sealed partial class PacketCatalog(PacketListing listing, RestFunnel funnel, ProviderSettings settings, CatalogMemory memory)
{
    // Places are shown only as addresses in a plan, unless they are asked for.
    private const string WithPlaces = "include=available_in,available_in_metros";

    private static readonly Dictionary<string, (string Path, string Property, string Kind, CatalogTopic Topic, string Query)> Lists = new(StringComparer.Ordinal)
    {
        ["plan"] = (PacketPaths.Plans, "plans", "plan", CatalogTopic.Hardware, WithPlaces),
        ["os"] = (PacketPaths.OperatingSystems, "operating_systems", "operating system", CatalogTopic.Image, ""),
        ["facility"] = (PacketPaths.Facilities, "facilities", "facility", CatalogTopic.Location, ""),
        ["metro"] = (PacketPaths.Metros, "metros", "metro", CatalogTopic.Location, ""),
    };

    private const int ShownNames = 12;

    private readonly SemaphoreSlim once = new(1, 1);
    private string? project;

    /// <summary>The id of the project; a name is looked up once.</summary>
    public async Task<string> ProjectAsync(CancellationToken cancellationToken)
    {
        if (project is { } known)
            return known;

        await once.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            project ??= await ResolveProjectAsync(cancellationToken).ConfigureAwait(false);
            return project;
        }
        finally
        {
            once.Release();
        }
    }

    /// <summary>Descriptor keys that there is a catalogue of.</summary>
    public static IReadOnlyCollection<CatalogKey> Keys { get; } = [.. Lists.Select(l => new CatalogKey(l.Key, l.Value.Topic))];

    public Task<string> OperatingSystemAsync(string given, CancellationToken cancellationToken) => SlugAsync(given, "os", cancellationToken);

    public Task<string> PlanAsync(string given, CancellationToken cancellationToken) => SlugAsync(given, "plan", cancellationToken);

    /// <summary>What the service offers; null when it has no such list, shows nothing in it, or does not show it to these credentials.</summary>
    public Task<Catalog?> ReadAsync(string key, CancellationToken cancellationToken) =>
        memory.GetAsync($"{settings.Driver} {settings.Endpoint} {settings.Project} {key}", token => FetchAsync(key, token), cancellationToken);

    private async Task<Catalog?> FetchAsync(string key, CancellationToken cancellationToken)
    {
        var (path, property, kind, topic, query) = Lists[key];
        IReadOnlyList<JsonElement> items;
        try
        {
            items = await listing.ReadAsync(RestRequest.Read(path, $"read what the provider offers as {kind}", path), property, query, cancellationToken).ConfigureAwait(false);
        }
        catch (ProviderException error) when (IsSilence(error))
        {
            return null;
        }

        var entries = items.Select(item => PacketOffers.Entry(key, item)).OfType<CatalogEntry>().ToList();
        return entries.Count == 0 ? null : new Catalog(kind, entries) { TakesNames = topic != CatalogTopic.Location, Wildcard = key == "facility" ? "any" : null };
    }

    /// <summary>What facilities and metros have of each plan; never remembered, for it changes with every order.</summary>
    public async Task<IReadOnlyList<StockEntry>> ReadStockAsync(CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(new[] { PacketPaths.Capacity, PacketPaths.MetroCapacity }.Select(path => StockAsync(path, cancellationToken))).ConfigureAwait(false);
        return [.. answers.SelectMany(a => a)];
    }

    private async Task<IReadOnlyList<StockEntry>> StockAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await funnel.SendAsync(RestRequest.Read(path, "read what the provider has in stock", path), cancellationToken).ConfigureAwait(false);
            return answer.Json is { } json ? [.. PacketOffers.Stock(json)] : [];
        }
        catch (ProviderException error) when (IsSilence(error))
        {
            return [];
        }
    }

    /// <summary>Not every service that speaks this API has every list, and a project's own key may not read all of them.</summary>
    internal static bool IsSilence(ProviderException error) =>
        error.Fate == RequestFate.Answered && error.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.MethodNotAllowed or HttpStatusCode.Gone or HttpStatusCode.NotImplemented
        || error is { Code: "ProviderInvalidAnswer", IsTransient: false };

    private async Task<string> ResolveProjectAsync(CancellationToken cancellationToken)
    {
        var given = settings.Project!;
        if (settings.ProjectAlias is null && Guid.TryParse(given, out _))
            return given;

        var request = RestRequest.Read(PacketPaths.Projects, "look up the project by its name", given);
        List<(string Id, string Name)> projects;
        try
        {
            projects = [.. (await listing.ReadAsync(request, "projects", "", cancellationToken).ConfigureAwait(false))
                .Select(p => (PacketJson.Text(p, "id")!, PacketJson.Text(p, "name") ?? ""))];
        }
        catch (ProviderException e) when (e.Status == HttpStatusCode.NotFound && settings.ProjectAlias is null)
        {
            // A project's own key may not list projects, and not every service has the list: then the word must be the id.
            return given;
        }

        var id = Find(given);
        if (settings.ProjectAlias is { } alias && Find(alias) != id)
        {
            throw new EdgeException(
                "ProviderEndpointDiffers", ErrorKind.InvalidInput,
                $"The descriptor names the project '{alias}' of {settings}, but the provision belongs to the project '{given}'.")
            {
                Target = alias,
                RecommendedAction = "Take the project out of the descriptor or give the recorded one; a provision does not move between projects.",
            };
        }

        return id;

        string Find(string word)
        {
            var found = projects.Where(p => p.Id == word || p.Name.Equals(word, StringComparison.OrdinalIgnoreCase)).Select(p => p.Id).Distinct().ToList();
            return found.Count == 1
                ? found[0]
                : throw Unknown("ProviderProjectUnknown", "project", word, found.Count, projects.Select(p => found.Count > 1 ? p.Id : p.Name));
        }
    }

    private async Task<string> SlugAsync(string given, string key, CancellationToken cancellationToken)
    {
        // Slugs have neither spaces nor capitals; what has them can only be a name.
        if (Slug().IsMatch(given) || Guid.TryParse(given, out _))
            return given;

        // A service that lists nothing may still know the name.
        if (await ReadAsync(key, cancellationToken).ConfigureAwait(false) is not { } catalog)
            return given;
        var known = catalog.Entries;
        var found = known.Where(o => o.Slug == given).Concat(known.Where(o =>
            o.Name.Equals(given, StringComparison.OrdinalIgnoreCase) || o.Slug.Equals(given, StringComparison.OrdinalIgnoreCase)))
            .Select(o => o.Slug).Distinct().ToList();
        return found.Count == 1 ? found[0] : throw Unknown("ProviderRefused", catalog.Kind, given, found.Count, known.Select(o => o.Slug));
    }

    private EdgeException Unknown(string code, string word, string given, int count, IEnumerable<string> known)
    {
        var names = known.Where(n => n.Length > 0).Distinct().Order(StringComparer.Ordinal).ToList();
        var shown = names.Count == 0 ? "none" : string.Join(", ", names.Take(ShownNames).Select(ErrorText.Clean)) + (names.Count > ShownNames ? ", …" : "");
        return new EdgeException(
            code, count == 0 ? ErrorKind.NotFound : ErrorKind.InvalidInput,
            $"{settings} knows {(count == 0 ? "no" : "more than one")} {word} called '{given}'. It has: {shown}.")
        {
            Target = given,
            RecommendedAction = $"Write the id of the {word}, or one of the names above.",
        };
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]*\z")]
    private static partial Regex Slug();
}

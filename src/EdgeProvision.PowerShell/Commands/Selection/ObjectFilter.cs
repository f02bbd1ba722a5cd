using System.Globalization;
using System.Management.Automation;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which clusters, datastores or networks of provisions names, ids and objects mean.</summary>
/// <param name="Noun">What they are, in the singular: <c>datastore</c>.</param>
/// <param name="Of">Those of one provision.</param>
internal sealed record ObjectFilter<T>(string Noun, Func<Provision, IReadOnlyList<T>> Of)
    where T : class, IProvisionObject
{
    private const int MostShown = 20;

    /// <summary>Those of these names (wildcards; a number that is no name is an id) and ids in these provisions; all where nothing is given. One that does not exist is missing.</summary>
    public (IReadOnlyList<T> Found, IReadOnlyList<EdgeException> Missing) Apply(
        IReadOnlyList<Provision> all, IReadOnlyList<string>? provisions, IReadOnlyList<string>? names, IReadOnlyList<int>? ids)
    {
        var (inside, absent) = ProvisionFilter.Apply(all, provisions, null);
        IReadOnlyList<T> objects = [.. inside.SelectMany(Of)];
        if (names is null && ids is null)
            return (objects, absent);
        List<T> found = [];
        List<EdgeException> missing = [];

        // An id and a name together mean one object that has both.
        foreach (var name in ids is null ? names ?? [] : [])
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            List<T> called = [.. objects.Where(o => pattern.IsMatch(o.Name))];
            Take(called.Count == 0 && WrittenId.Of(name) is { } number ? [.. objects.Where(o => o.Id == number)] : called, !WildcardPattern.ContainsWildcardCharacters(name), name);
        }

        foreach (var id in ids ?? [])
            Take([.. objects.Where(o => o.Id == id && names?.Contains(o.Name) != false)], true, id.ToString(CultureInfo.InvariantCulture), names);

        // Where the provision is missing, that what is in it is missing too is no news.
        return (found, absent.Count > 0 ? absent : missing);

        void Take(List<T> matching, bool exact, string asked, IReadOnlyList<string>? called = null)
        {
            found.AddRange(matching.Where(o => !found.Contains(o)));
            if (exact && matching.Count == 0)
                missing.Add(called is null ? NotFound($"with the name or id '{asked}'", asked, objects) : NotFound($"{asked} named '{string.Join("', '", called)}'", asked, objects));
        }
    }

    /// <summary>Objects that were seen before, as they are now; one of another front-end is not taken for whatever has its id here.</summary>
    public (IReadOnlyList<T> Found, IReadOnlyList<EdgeException> Missing) Again(IReadOnlyList<Provision> all, IReadOnlyList<T> seen)
    {
        List<T> found = [];
        List<EdgeException> missing = [];
        foreach (var item in seen)
        {
            if (all.SelectMany(Of).FirstOrDefault(o => o.Id == item.Id && o.ProvisionId == item.ProvisionId) is { } now)
                found.Add(now);
            else
                missing.Add(Gone(item));
        }

        return (found, missing);
    }

    private EdgeException NotFound(string what, string asked, IReadOnlyList<T> all) =>
        new("ObjectNotFound", ErrorKind.NotFound, $"No provision has a {Noun} {what}.")
        {
            Target = asked,
            RecommendedAction = all.Count == 0 ? $"There are no {Noun}s." : $"The {Noun}s are: {string.Join(", ", all.Take(MostShown).Select(o => $"{o.Id} ({o.Name})"))}.",
        };

    private EdgeException Gone(T item) =>
        new("ObjectNotFound", ErrorKind.NotFound, $"The {Noun} {item.Id} ({item.Name}) of provision {item.Provision} is not at this front-end, or not any more.")
        {
            Target = item.Name,
            RecommendedAction = "Look again, or name the front-end that it is at with -Cloud.",
        };
}

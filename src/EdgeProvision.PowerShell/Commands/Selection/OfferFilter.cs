using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Model;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>Which of what there is names mean: providers, places, hardware, images, playbooks.</summary>
/// <param name="Code">The code of the error for a name that means nothing.</param>
/// <param name="Kind">What there is, in the singular.</param>
internal sealed record OfferFilter<T>(string Code, string Kind)
{
    private const int MostShown = 12;

    /// <summary>The names and ids of one; the first is the one to show.</summary>
    public required Func<T, IEnumerable<string>> NamesOf { get; init; }

    /// <summary>Those that the names mean (wildcards), in their own order; all when none is given. A name in full that means nothing is missing.</summary>
    public (IReadOnlyList<T> Found, IReadOnlyList<EdgeException> Missing) Apply(IReadOnlyList<T> all, IReadOnlyList<string>? names)
    {
        if (names is null)
            return (all, []);
        var patterns = names.Select(n => WildcardPattern.Get(n, WildcardOptions.IgnoreCase)).ToList();
        var missing = names.Where(n => !WildcardPattern.ContainsWildcardCharacters(n) && !all.Any(item => NamesOf(item).Contains(n, StringComparer.OrdinalIgnoreCase))).ToList();
        return ([.. all.Where(item => NamesOf(item).Any(n => patterns.Exists(p => p.IsMatch(n))))], [.. missing.Select(n => NotFound(n, all))]);
    }

    private EdgeException NotFound(string name, IReadOnlyList<T> all)
    {
        var known = all.Select(item => NamesOf(item).First()).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var near = NearestKey.Of(name, known);
        return new EdgeException(Code, ErrorKind.NotFound, $"There is no {Kind} '{name}'.")
        {
            Target = name,
            RecommendedAction = near is not null ? $"Did you mean {near}?"
                : known.Count == 0 ? $"There is none at all."
                : $"There are: {string.Join(", ", known.Take(MostShown))}{(known.Count > MostShown ? ", …" : "")}.",
        };
    }
}

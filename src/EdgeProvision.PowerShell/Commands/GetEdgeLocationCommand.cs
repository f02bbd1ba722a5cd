using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the places where providers have machines.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeLocation")]
[OutputType(typeof(EdgeLocation))]
public sealed class GetEdgeLocationCommand : OfferCmdlet<EdgeLocation>
{
    private static readonly OfferFilter<EdgeLocation> s_names = new("LocationNotFound", "location") { NamesOf = l => [l.Name, l.Id] };
    private static readonly OfferFilter<string> s_countries = new("CountryNotFound", "location in the country") { NamesOf = c => [c] };

    /// <summary>Places, by their words; for other commands' filters.</summary>
    internal static OfferFilter<EdgeLocation> Names => s_names;

    /// <summary>Words for places, or their ids; wildcards are expanded.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LocationCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only places in these countries, as the provider writes them.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CountryCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Country { get; set; }

    private protected override string[]? Places => Name;

    private protected override (IReadOnlyList<EdgeLocation> Found, IReadOnlyList<EdgeException> Missing) Choose(IReadOnlyList<EdgeLocation> all)
    {
        var (found, missing) = s_names.Apply(all, Name);
        return Country is null ? (found, missing)
            : ([.. found.Where(l => l.Country is { } country && Country.Any(c => WildcardPattern.Get(c, WildcardOptions.IgnoreCase).IsMatch(country)))], [.. missing, .. s_countries.Apply([.. all.Select(l => l.Country).OfType<string>().Distinct()], Country).Missing]);
    }
}

using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the machines that providers rent, with their prices and what is in stock.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeHardware")]
[OutputType(typeof(EdgeHardware))]
public sealed class GetEdgeHardwareCommand : OfferCmdlet<EdgeHardware>
{
    private static readonly OfferFilter<EdgeHardware> s_names = new("HardwareNotFound", "hardware") { NamesOf = h => [h.Name, h.DisplayName, h.Id] };

    /// <summary>Hardware, by its words; for other commands' filters.</summary>
    internal static OfferFilter<EdgeHardware> Names => s_names;

    /// <summary>Words for hardware, its other names or ids; wildcards are expanded.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HardwareCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only what is offered at one of these places, with the price and the stock there; wildcards are expanded.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LocationCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Location { get; set; }

    /// <summary>Only what has at least as many cores.</summary>
    [Parameter]
    [ValidateRange(1, 4096)]
    public int MinimumCores { get; set; }

    /// <summary>Only what has at least as much memory, in GB.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int MinimumMemoryGB { get; set; }

    /// <summary>Only what is in stock, where the provider tells.</summary>
    [Parameter]
    public SwitchParameter InStock { get; set; }

    private protected override string[]? Places => Location;

    private protected override (IReadOnlyList<EdgeHardware> Found, IReadOnlyList<EdgeException> Missing) Choose(IReadOnlyList<EdgeHardware> all)
    {
        var (found, missing) = s_names.Apply(all, Name);
        return ([.. found
            .Where(h => MinimumCores == 0 || h.Cores >= MinimumCores)
            .Where(h => MinimumMemoryGB == 0 || h.MemoryGB >= MinimumMemoryGB)
            .Select(AtPlaces).OfType<EdgeHardware>()], missing);
    }

    private protected override Task<IReadOnlyList<EdgeException>> MissingWordsAsync(IReadOnlyList<EdgeHardware> all, ProviderWords words, CancellationToken cancellationToken) =>
        words.MissingAsync(Location, all.SelectMany(h => h.Locations), GetEdgeLocationCommand.Names, cancellationToken);

    /// <summary>As it is offered at the places that are meant; null when it is not.</summary>
    private EdgeHardware? AtPlaces(EdgeHardware hardware)
    {
        if (Location is null && (!InStock || hardware.Offers.Count == 0))
            return hardware;
        var offers = hardware.Offers
            .Where(o => Location is null || Location.Any(l => WildcardPattern.Get(l, WildcardOptions.IgnoreCase).IsMatch(o.Location)))
            .Where(o => !InStock || o.Stock != EdgeStock.None).ToList();
        return offers.Count == 0 ? null : hardware with { Offers = offers, HourlyPrice = Location is null ? hardware.HourlyPrice : offers.Min(o => o.HourlyPrice) };
    }
}

using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the operating systems that providers install.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeImage")]
[OutputType(typeof(EdgeImage))]
public sealed class GetEdgeImageCommand : OfferCmdlet<EdgeImage>
{
    private static readonly OfferFilter<EdgeImage> s_names = new("ImageNotFound", "image") { NamesOf = i => [i.Name, i.Id] };

    /// <summary>Words for operating systems, or their ids; wildcards are expanded.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only what can be installed on one of these; wildcards are expanded.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HardwareCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Hardware { get; set; }

    private protected override Task<IReadOnlyList<EdgeException>> MissingWordsAsync(IReadOnlyList<EdgeImage> all, ProviderWords words, CancellationToken cancellationToken) =>
        words.MissingAsync(Hardware, all.SelectMany(i => i.Hardware), GetEdgeHardwareCommand.Names, cancellationToken);

    private protected override (IReadOnlyList<EdgeImage> Found, IReadOnlyList<EdgeException> Missing) Choose(IReadOnlyList<EdgeImage> all)
    {
        var (found, missing) = s_names.Apply(all, Name);
        return Hardware is null ? (found, missing)
            : ([.. found.Where(i => i.Hardware.Any(h => Hardware.Any(wanted => WildcardPattern.Get(wanted, WildcardOptions.IgnoreCase).IsMatch(h))))], missing);
    }
}

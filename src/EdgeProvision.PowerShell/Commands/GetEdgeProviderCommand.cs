using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the providers that machines can be rented from: registered ones and the environment's, or a sandbox's alone.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeProvider")]
[OutputType(typeof(EdgeProvider))]
public sealed class GetEdgeProviderCommand : OfferSessionCmdlet
{
    /// <summary>Names; wildcards are expanded.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Only providers of these drivers.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostDriverCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Driver { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var directory = WorkingDirectory;
        RunTraced(async cancellationToken =>
        {
            var offers = await OffersAsync(directory, isListing: true, cancellationToken).ConfigureAwait(false);
            var (found, missing) = ProviderChoice.Apply(offers, Name);
            foreach (var provider in found.Where(p => Driver is null || Driver.Any(d => WildcardPattern.Get(d, WildcardOptions.IgnoreCase).IsMatch(p.Driver))))
                PostObject(provider);
            foreach (var error in missing)
                PostError(error);
            if (Name is null && offers.OutOfUse() is { Count: > 0 } unused && offers.TakeTurnToTellOfUse())
                PostWarning(ProviderChoice.Remark(unused));
        });
    }
}

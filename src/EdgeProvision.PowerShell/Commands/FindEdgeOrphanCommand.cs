using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Finds what is paid for at providers and belongs to no provision of the front-end.</summary>
[Cmdlet(VerbsCommon.Find, "EdgeOrphan")]
[OutputType(typeof(EdgeOrphan))]
public sealed class FindEdgeOrphanCommand : CloudCmdlet
{
    /// <summary>Only at these providers; wildcards are expanded.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provider { get; set; }

    /// <summary>Only what is known to be at least as old.</summary>
    [Parameter]
    public TimeSpan? OlderThan { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (names, age) = (Provider, OlderThan);
        RunOnCloud(async (connection, cancellationToken) =>
        {
            var (found, _) = await OrphanSearch.FindAsync(
                connection, names, (error, target) => PostError(error, target), text => Post(() => WriteWarning(text)), cancellationToken).ConfigureAwait(false);
            foreach (var orphan in found.Where(o => age is null || o.Age >= age))
                PostObject(orphan);
        });
    }
}

using System.Management.Automation;
using EdgeProvision.PowerShell.Completion;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>The same behind a source and a destination.</summary>
public sealed class HostSelectionAfterPaths : HostSelection
{
    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 2, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[]? Name { get; set; }
}

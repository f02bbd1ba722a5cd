using System.Management.Automation;
using EdgeProvision.PowerShell.Completion;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>The same behind a command: hosts mostly come through the pipeline, and then the command is the first that is written.</summary>
public sealed class HostSelectionAfterCommand : HostSelection
{
    /// <inheritdoc/>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HostNameCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[]? Name { get; set; }
}

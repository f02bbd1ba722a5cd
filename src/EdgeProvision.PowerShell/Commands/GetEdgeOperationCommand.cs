using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets the last operations of provisions, newest first, with their steps and times.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeOperation")]
[OutputType(typeof(Operation))]
public sealed class GetEdgeOperationCommand : CloudCmdlet
{
    /// <summary>Names or ids of provisions; wildcards are expanded.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    /// <summary>Only operations with one of these outcomes.</summary>
    [Parameter]
    public OperationOutcome[]? Outcome { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var (found, missing) = ProvisionFilter.Apply(await connection.ListAsync(cancellationToken).ConfigureAwait(false), Provision, null);
        foreach (var error in missing)
            PostError(error);
        foreach (var provision in found)
        {
            foreach (var operation in await connection.Engine.GetOperationsAsync(provision.Id, cancellationToken).ConfigureAwait(false))
            {
                if (Outcome is null || Outcome.Contains(operation.Outcome))
                    PostObject(operation);
            }
        }
    });
}

using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Gets provisions.</summary>
[Cmdlet(VerbsCommon.Get, "EdgeProvision", DefaultParameterSetName = ByName)]
[OutputType(typeof(Provision))]
public sealed class GetEdgeProvisionCommand : CloudCmdlet
{
    private const string ByName = "Name";
    private const string ById = "Id";

    /// <summary>Names; wildcards are expanded.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Provision ids (UUIDs).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById)]
    [ArgumentCompleter(typeof(ProvisionIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Only provisions in one of these states.</summary>
    [Parameter]
    public ProvisionState[]? State { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var (found, missing) = ProvisionFilter.Apply(await connection.ListAsync(cancellationToken).ConfigureAwait(false), Name, Id);
        foreach (var error in missing)
            PostError(error);
        foreach (var provision in found.Where(p => State is null || State.Contains(p.State)))
            PostObject(provision);
    });
}

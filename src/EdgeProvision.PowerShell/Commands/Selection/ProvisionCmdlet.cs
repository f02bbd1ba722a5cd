using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that changes provisions that stand, one after the other. One that cannot be changed does not keep the others from it.</summary>
public abstract class ProvisionCmdlet : OperationCmdlet
{
    private protected const string ByName = "Name";
    private protected const string ById = "Id";
    private protected const string ByObject = "InputObject";

    /// <summary>Names; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Provision ids (UUIDs).</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProvisionIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Id { get; set; }

    /// <summary>Provisions as Get-EdgeProvision writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Provision[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var provisions = await SelectedAsync(connection, cancellationToken).ConfigureAwait(false);
        await EachAsync(provisions, p => p.Name, async (provision, streams, token) =>
        {
            try
            {
                await WorkOnAsync(connection, provision, streams, token).ConfigureAwait(false);
            }
            catch (EdgeException error)
            {
                streams.Error(ErrorRecords.From(error, provision));
            }
        }, cancellationToken).ConfigureAwait(false);
    });

    /// <summary>Does the cmdlet's work on one provision.</summary>
    private protected abstract Task WorkOnAsync(EdgeConnection connection, Provision provision, IWorkStreams streams, CancellationToken cancellationToken);

    private async Task<IReadOnlyList<Provision>> SelectedAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        if (ParameterSetName == ByObject)
            return InputObject;
        var (found, missing) = ProvisionFilter.Apply(await connection.ListAsync(cancellationToken).ConfigureAwait(false), Name, Id);
        foreach (var error in missing)
            PostError(await ExplainAsync(connection, error, cancellationToken).ConfigureAwait(false));
        return found;
    }

    /// <summary>What is to be said of a name or id that no provision has, where more can be said.</summary>
    private protected virtual Task<EdgeException> ExplainAsync(EdgeConnection connection, EdgeException missing, CancellationToken cancellationToken) => Task.FromResult(missing);
}

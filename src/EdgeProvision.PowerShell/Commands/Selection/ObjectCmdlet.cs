using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>A cmdlet that gets clusters, datastores or networks of provisions.</summary>
public abstract class ObjectCmdlet<T> : CloudCmdlet
    where T : class, IProvisionObject
{
    private protected const string ByName = "Name";
    private protected const string ById = "Id";
    private protected const string ByObject = "InputObject";

    /// <summary>Names; wildcards are expanded.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>OpenNebula ids.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ObjectIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Provisions whose objects are wanted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Provision[] InputObject { get; set; } = [];

    /// <summary>Only those of these provisions (name or id).</summary>
    [Parameter(ParameterSetName = ByName)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    private protected abstract ObjectFilter<T> Filter { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        var (found, missing) = ParameterSetName == ByObject
            ? Filter.Apply(all, [.. InputObject.Select(p => p.Id)], null, null)
            : Filter.Apply(all, Provision, Name, Id);
        foreach (var error in missing)
            PostError(error);
        foreach (var item in found)
            PostObject(await CompleteAsync(connection, item, cancellationToken).ConfigureAwait(false));
    });

    /// <summary>What is written of it, if more is asked for than lists tell.</summary>
    private protected virtual Task<T> CompleteAsync(EdgeConnection connection, T item, CancellationToken cancellationToken) => Task.FromResult(item);
}

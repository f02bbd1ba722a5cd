using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands.Selection;

/// <summary>
/// A cmdlet that removes clusters, datastores or networks of provisions, one after the other: one question and one operation each. One that cannot be
/// removed does not keep the others from it.
/// </summary>
public abstract class ObjectRemovalCmdlet<T> : OperationCmdlet
    where T : class, IProvisionObject
{
    private protected const string ByName = "Name";
    private protected const string ById = "Id";
    private protected const string ByObject = "InputObject";

    private readonly List<Func<IReadOnlyList<Provision>, (IReadOnlyList<T> Found, IReadOnlyList<EdgeException> Missing)>> _asked = [];

    /// <summary>
    /// Names; wildcards are expanded. Of the pipeline beside an id: ids are counted for each kind of object, so that an object of another kind would be taken for
    /// whatever has its id.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ObjectNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>OpenNebula ids.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ObjectIdCompleter))]
    public int[]? Id { get; set; }

    /// <summary>Objects as the Get command of the same noun writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public T[] InputObject { get; set; } = [];

    /// <summary>Only those of these provisions (name or id).</summary>
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProvisionNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provision { get; set; }

    /// <summary>With -WhatIf: writes the plan as an object instead of showing it.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract ObjectFilter<T> Filter { get; }

    private protected abstract ProvisionObjectKind Kind { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var (provisions, names, ids, objects) = (Provision, Name, Id, InputObject);
        _asked.Add(ParameterSetName == ByObject ? all => Filter.Again(all, objects) : all => Filter.Apply(all, provisions, names, ids));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RunOnCloud(RemoveAsync);
        base.EndProcessing();
    }

    private async Task RemoveAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        List<T> items = [];
        foreach (var (found, missing) in _asked.Select(ask => ask(all)))
        {
            items.AddRange(found.Where(item => items.All(known => known.Id != item.Id)));
            foreach (var error in missing)
                PostError(error);
        }

        await EachAsync(items, item => item.Name, async (item, streams, token) =>
        {
            try
            {
                await WorkOnAsync(connection, item, streams, token).ConfigureAwait(false);
            }
            catch (EdgeException error)
            {
                streams.Error(ErrorRecords.From(error, item));
            }
        }, cancellationToken).ConfigureAwait(false);
    }

    private async Task WorkOnAsync(EdgeConnection connection, T item, IWorkStreams streams, CancellationToken cancellationToken)
    {
        var request = Complete(new DeleteObjectRequest(item.ProvisionId, Kind, item.Id));
        if (IsShowing)
        {
            await ShowPlanAsync(connection, request, PassThru, cancellationToken).ConfigureAwait(false);
            return;
        }

        var target = FormattableString.Invariant($"{Filter.Noun} {item.Id} ({item.Name}, provision {item.Provision})");
        if (!await streams.AskAsync(() => CmdletQuestions.Answerable(() => ShouldProcess(target, "Remove"), "-Confirm:$false"), cancellationToken).ConfigureAwait(false))
            return;
        var result = await RunOperationAsync(connection, request, streams, _ => true, force: false, cancellationToken).ConfigureAwait(false);
        foreach (var failure in result?.Failures ?? [])
            streams.Error(ErrorRecords.From(failure.Error, item));
    }
}

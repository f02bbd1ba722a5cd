using System.Management.Automation;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Jobs;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Waits until provisions are in a state and nobody works on them, and writes them.</summary>
[Cmdlet(VerbsLifecycle.Wait, "EdgeProvision", DefaultParameterSetName = ByName)]
[OutputType(typeof(Provision))]
public sealed class WaitEdgeProvisionCommand : JobCmdlet
{
    private const string ByName = "Name";
    private const string ById = "Id";
    private const string ByObject = "InputObject";
    private const int ProgressId = 1;

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

    /// <summary>The states to wait for; one of them is enough.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public ProvisionState[] State { get; set; } = [ProvisionState.Ready];

    /// <summary>Seconds to wait for a provision at most; without it, as long as somebody works on it.</summary>
    [Parameter]
    [Alias("TimeoutSec")]
    [ValidateRange(0, 604_800)]
    public int? Timeout { get; set; }

    /// <summary>Seconds between two looks; while somebody works on the provision, five at most.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int Delay { get; set; } = 2;

    /// <inheritdoc/>
    protected override void ProcessRecord() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var wanted = await WantedAsync(connection, cancellationToken).ConfigureAwait(false);
        await EachAsync(wanted, p => p.Name, async (provision, streams, token) =>
        {
            await NothingToAskAsync(streams, token).ConfigureAwait(false);
            await WaitAsync(connection, provision.Id, provision.Name, streams, token).ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    });

    private async Task WaitAsync(EdgeConnection connection, string id, string name, IWorkStreams streams, CancellationToken cancellationToken)
    {
        var request = new WaitRequest(id) { States = State, Timeout = Timeout is { } limit ? TimeSpan.FromSeconds(limit) : null, Delay = TimeSpan.FromSeconds(Delay) };
        var activity = $"Waiting for {name}";
        try
        {
            streams.Object(await connection.Engine.WaitAsync(request, Tell, cancellationToken).ConfigureAwait(false));
        }
        catch (EdgeException error)
        {
            streams.Error(ErrorRecords.From(error, null));
        }
        finally
        {
            streams.Progress(new ProgressRecord(ProgressId, activity, "done") { RecordType = ProgressRecordType.Completed });
        }

        void Tell(string text)
        {
            streams.Verbose(text);
            streams.Progress(new ProgressRecord(ProgressId, activity, text));
        }
    }

    /// <summary>Names and ids in full are waited for also while they do not stand yet: somebody may be about to make them.</summary>
    private async Task<IReadOnlyList<(string Id, string Name)>> WantedAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        if (ParameterSetName == ByObject)
            return [.. InputObject.Select(p => (p.Id, p.Name))];
        if (ParameterSetName == ById)
            return [.. Id!.Select(id => (id, id))];
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. Name!.SelectMany(name => WildcardPattern.ContainsWildcardCharacters(name) ? ProvisionFilter.Apply(all, [name], null).Found.Select(p => (p.Id, p.Name)) : [(name, name)]).Distinct()];
    }
}

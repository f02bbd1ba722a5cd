using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>
/// Removes what is paid for at providers and belongs to no provision of the front-end. The whole pipeline is gathered first: machines go before the addresses that led to them and
/// the networks that they were in.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "EdgeOrphan", DefaultParameterSetName = ById, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EdgeOrphan))]
public sealed class RemoveEdgeOrphanCommand : CloudCmdlet
{
    private const string ById = "Id";
    private const string ByObject = "InputObject";

    private readonly List<(IReadOnlyList<string> Ids, IReadOnlyList<string>? Providers)> _asked = [];
    private readonly List<EdgeOrphan> _given = [];

    /// <summary>The provider's ids of orphans.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Only at these providers; wildcards are expanded.</summary>
    [Parameter(ParameterSetName = ById, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provider { get; set; }

    /// <summary>Orphans as Find-EdgeOrphan writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeOrphan[] InputObject { get; set; } = [];

    /// <summary>Writes what was removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByObject)
            _given.AddRange(InputObject);
        else
            _asked.Add((Id, Provider));
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => RunOnCloud(async (connection, cancellationToken) =>
    {
        var orphans = _given.Concat(await AskedAsync(connection, cancellationToken).ConfigureAwait(false))
            .DistinctBy(o => (o.Provider, o.Id)).OrderBy(o => o.Kind).ToList();
        foreach (var orphan in orphans)
        {
            if (!await AskAsync(() => ShouldProcess(Target(orphan), "Remove"), cancellationToken).ConfigureAwait(false))
                continue;
            try
            {
                await connection.Engine.RemoveOrphanAsync(orphan, text => Post(() => WriteVerbose(text)), cancellationToken).ConfigureAwait(false);
                if (PassThru)
                    PostObject(orphan);
            }
            catch (EdgeException error)
            {
                PostError(error, orphan);
            }
        }
    });

    private async Task<IReadOnlyList<EdgeOrphan>> AskedAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        List<EdgeOrphan> chosen = [];
        foreach (var group in _asked.GroupBy(a => string.Join('\n', a.Providers ?? []), StringComparer.OrdinalIgnoreCase))
        {
            var found = await OrphanSearch.FindAsync(connection, group.First().Providers, (error, target) => PostError(error, target), cancellationToken).ConfigureAwait(false);
            foreach (var id in group.SelectMany(a => a.Ids).Distinct(StringComparer.Ordinal))
            {
                var match = found.Where(o => o.Id == id).ToList();
                chosen.AddRange(match);
                if (match.Count == 0)
                    PostError(NotFound(id), id);
            }
        }

        return chosen;
    }

    private static string Target(EdgeOrphan orphan) => FormattableString.Invariant(
        $"{Word(orphan)} {orphan} ({orphan.Id}) at {orphan.Provider}{(orphan.Age is { } age ? $", {Span(age)} old" : "")}, of provision {orphan.ProvisionId}, which this front-end does not have");

    private static string Word(EdgeOrphan orphan) => orphan.Kind switch
    {
        EdgeOrphanKind.Device => "machine",
        EdgeOrphanKind.Addresses => orphan.Count == 1 ? "address" : FormattableString.Invariant($"{orphan.Count} addresses from"),
        _ => "network",
    };

    private static string Span(TimeSpan age) => age.TotalDays >= 2 ? FormattableString.Invariant($"{age.TotalDays:0} days")
        : age.TotalHours >= 2 ? FormattableString.Invariant($"{age.TotalHours:0} hours")
        : FormattableString.Invariant($"{age.TotalMinutes:0} minutes");

    private static EdgeException NotFound(string id) => new("OrphanNotFound", ErrorKind.NotFound, $"There is no orphan with the id '{id}' at the providers of this session.")
    {
        Target = id,
        RecommendedAction = "Find-EdgeOrphan lists them. What belongs to a provision goes with Remove-EdgeProvision or Remove-EdgeHost.",
    };
}

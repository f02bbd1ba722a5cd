using System.Management.Automation;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

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
    private const string ByProperty = "Property";
    private const string ByObject = "InputObject";

    private readonly List<(IReadOnlyList<string> Ids, IReadOnlyList<string>? Providers)> _asked = [];
    private readonly List<EdgeOrphan> _given = [];

    /// <summary>The provider's ids of orphans.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ById)]
    [Parameter(Mandatory = true, ParameterSetName = ByProperty, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OrphanIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Only at these providers; wildcards are expanded.</summary>
    [Parameter(ParameterSetName = ById)]
    [Parameter(ParameterSetName = ByProperty, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProviderNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provider { get; set; }

    /// <summary>Orphans as Find-EdgeOrphan writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeOrphan[] InputObject { get; set; } = [];

    /// <summary>How many are removed at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 8;

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
        List<EdgeOrphan> wanted = [];
        foreach (var orphan in _given.Concat(await AskedAsync(connection, cancellationToken).ConfigureAwait(false)).DistinctBy(o => (o.Provider, o.Kind, o.Id)).OrderBy(o => o.Kind))
        {
            if (await AskAsync(() => CmdletQuestions.Answerable(() => ShouldProcess(Target(orphan), "Remove"), "-Confirm:$false"), cancellationToken).ConfigureAwait(false))
                wanted.Add(orphan);
        }

        // A network goes when nothing is in it any more, and an address when what it leads to has gone.
        var options = new ParallelOptions { MaxDegreeOfParallelism = ThrottleLimit, CancellationToken = cancellationToken };
        foreach (var kind in wanted.GroupBy(o => o.Kind))
            await Parallel.ForEachAsync(kind, options, async (orphan, token) => await RemoveAsync(connection, orphan, token).ConfigureAwait(false)).ConfigureAwait(false);
    });

    private async Task RemoveAsync(EdgeConnection connection, EdgeOrphan orphan, CancellationToken cancellationToken)
    {
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

    private async Task<IReadOnlyList<EdgeOrphan>> AskedAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        List<EdgeOrphan> chosen = [];
        foreach (var group in _asked.GroupBy(a => string.Join('\n', a.Providers ?? []), StringComparer.OrdinalIgnoreCase))
        {
            var (found, isWhole) = await OrphanSearch.FindAsync(
                connection, group.First().Providers, (error, target) => PostError(error, target), text => Post(() => WriteWarning(text)), cancellationToken).ConfigureAwait(false);
            foreach (var id in group.SelectMany(a => a.Ids).Distinct(StringComparer.Ordinal))
            {
                var match = found.Where(o => o.Id == id).ToList();
                chosen.AddRange(match);

                // Where a provider did not answer, nobody knows what it has.
                if (match.Count == 0 && isWhole)
                    PostError(NotFound(id), id);
            }
        }

        return chosen;
    }

    private static string Target(EdgeOrphan orphan) => FormattableString.Invariant(
        $"{Word(orphan)} {orphan} ({orphan.Id}) at {orphan.Provider}{(orphan.Region is { } region ? $" in {region}" : "")}{(orphan.Age is { } age ? $", {Span(age)} old" : "")}{Price(orphan)}, of {Owner(orphan)}");

    private static string Owner(EdgeOrphan orphan) => orphan.Kind == EdgeOrphanKind.Copy
        ? $"whoever has made it after {orphan.Key}"
        : $"provision {orphan.ProvisionId}, which this front-end does not have";

    private static string Price(EdgeOrphan orphan) => orphan.HourlyCost is { } cost ? FormattableString.Invariant($", {cost:0.00##} {orphan.Currency} an hour") : "";

    private static string Word(EdgeOrphan orphan) => orphan.Kind switch
    {
        EdgeOrphanKind.Device => "machine",
        EdgeOrphanKind.Addresses => orphan.Count == 1 ? "address" : FormattableString.Invariant($"{orphan.Count} addresses from"),
        EdgeOrphanKind.Copy => "copy",
        EdgeOrphanKind.Disk => $"disk ({orphan.Hardware}) of",
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

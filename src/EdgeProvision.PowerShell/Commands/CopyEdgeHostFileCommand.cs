using System.Management.Automation;
using EdgeProvision.Engine.Hosts.Files;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Jobs;
using EdgeProvision.PowerShell.Pipeline;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Copies files to edge hosts, or from them, over SSH. A copy shows under its name when it is whole.</summary>
[Cmdlet(VerbsCommon.Copy, "EdgeHostFile", DefaultParameterSetName = HostSelection.ByName, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(HostFileCopy))]
public sealed class CopyEdgeHostFileCommand : JobCmdlet, IDynamicParameters
{
    private readonly HostSelectionAfterPaths _hosts = new();
    private readonly List<string> _paths = [];

    /// <summary>What is copied; wildcards are expanded, on the host with -FromHost.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>The same, taken as written. Not of the pipeline: hosts come there, and those of another session would then bind to nothing.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>A folder that stands, or the name of the copy.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Copies from the hosts to this machine. From several hosts, each gets a folder of its own in the destination.</summary>
    [Parameter]
    public SwitchParameter FromHost { get; set; }

    /// <summary>Copies folders with all that is in them.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Hosts at once.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 16;

    /// <summary>Writes what was copied, file by file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Which hosts are meant.</summary>
    public object GetDynamicParameters() => _hosts;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Path is null == LiteralPath is null)
            Fail(new EdgeException("PathAmbiguous", ErrorKind.InvalidInput, Path is null ? "Nothing says what is to be copied." : "-Path and -LiteralPath exclude each other.") { RecommendedAction = "Give -Path, or -LiteralPath for names with wildcard characters." });
        _hosts.Take(ParameterSetName);
        var paths = FromHost ? Path ?? LiteralPath! : OrFail(() => LocalPaths.Standing(SessionState, Path ?? LiteralPath!, literal: Path is null).ToArray());
        _paths.AddRange(paths.Where(p => !_paths.Contains(p, StringComparer.Ordinal)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var destination = FromHost ? OrFail(() => LocalPaths.Destination(SessionState, Destination)) : Destination;
        RunOnCloud(async (connection, cancellationToken) =>
        {
            var hosts = await _hosts.FindAsync(connection, error => PostError(error), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<IReadOnlyList<EdgeHost>> together = hosts.Count > 0 ? [hosts] : [];
            await EachAsync(together, _ => "files", (all, streams, token) => CopyAsync(connection, all, destination, streams, token), cancellationToken).ConfigureAwait(false);
        });
        base.EndProcessing();
    }

    private async Task CopyAsync(EdgeConnection connection, IReadOnlyList<EdgeHost> hosts, string destination, IWorkStreams streams, CancellationToken cancellationToken)
    {
        List<EdgeHost> wanted = [];
        var action = $"Copy {string.Join(", ", _paths)} {(FromHost ? $"from it to {destination}" : $"to {destination} on it")}";
        foreach (var host in hosts)
        {
            if (await streams.AskAsync(() => CmdletQuestions.Answerable(() => ShouldProcess($"{host.Name} ({host.Hostname}, provision {host.Provision})", action), "-Confirm:$false"), cancellationToken).ConfigureAwait(false))
                wanted.Add(host);
        }

        if (wanted.Count == 0)
            return;
        await NothingToAskAsync(streams, cancellationToken).ConfigureAwait(false);
        var progress = new CopyProgress(streams, TimeProvider.System);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = ThrottleLimit, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(wanted, options, async (host, token) =>
                await CopyAsync(connection, host, RequestFor(host, wanted, destination), progress, streams, token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            progress.Complete();
        }
    }

    private FileCopyRequest RequestFor(EdgeHost host, IReadOnlyList<EdgeHost> hosts, string destination)
    {
        var apart = FromHost && hosts.Count > 1;
        return new FileCopyRequest(_paths, apart ? System.IO.Path.Combine(destination, FolderOf(host, hosts)) : destination)
        {
            FromHost = FromHost,
            ExpandsWildcards = Path is not null,
            MakesFolder = apart,
            Recurse = Recurse,
        };
    }

    private async Task CopyAsync(EdgeConnection connection, EdgeHost host, FileCopyRequest request, CopyProgress progress, IWorkStreams streams, CancellationToken cancellationToken)
    {
        try
        {
            var questions = new CmdletQuestions(this, streams, _ => true, force: false);
            await connection.Engine.CopyFilesAsync(host, request, progress.For(host, PassThru), streams.Warning, questions, cancellationToken).ConfigureAwait(false);
        }
        catch (EdgeException error)
        {
            streams.Error(ErrorRecords.From(error, host));
        }
        catch (Exception error) when (error is not (OperationCanceledException or RuntimeException))
        {
            // A defect of ours at one host does not end the copies of the others.
            streams.Error(new ErrorRecord(error, "InternalError", ErrorCategory.NotSpecified, host));
        }
    }

    /// <summary>Its name, or where two have the same, its address.</summary>
    private static string FolderOf(EdgeHost host, IReadOnlyList<EdgeHost> hosts) => hosts.Count(h => h.Hostname == host.Hostname) == 1 ? host.Hostname : host.Name;
}

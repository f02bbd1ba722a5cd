using System.Management.Automation;
using EdgeProvision.Engine.Pictures;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Exporting;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Completion;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Reporting;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Exports provisions as pictures and summaries: a page, a drawing, a diagram, or Markdown. Plans too.</summary>
[Cmdlet(VerbsData.Export, "EdgeProvision", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class ExportEdgeProvisionCommand : CloudCmdlet
{
    private const string ByName = "Name";
    private const string ById = "Id";
    private const string ByObject = "InputObject";
    private const string OfOperation = "Timeline";
    private const string OfPlan = "Plan";
    private readonly List<(string[]? Names, string? Operation)> _wanted = [];
    private readonly List<Plan> _plans = [];

    /// <summary>Names; wildcards are expanded. All provisions when nothing is given.</summary>
    [Parameter(Position = 0, ParameterSetName = ByName)]
    [Alias("Provision")]
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

    /// <summary>Operations as Get-EdgeOperation writes them: their timelines, and their provisions as they are now.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfOperation, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Operation[] Timeline { get; set; } = [];

    /// <summary>Plans as Get-EdgeProvisionPlan writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfPlan, ValueFromPipeline = true)]
    [ValidateNotNull]
    public Plan[] Plan { get; set; } = [];

    /// <summary>The file, or a folder that gets a file for each; without it, the text is written to the pipeline.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The same, taken as written.</summary>
    [Parameter]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string? LiteralPath { get; set; }

    /// <summary>The format; that which the file's name ends with when not given.</summary>
    [Parameter]
    public PictureFormat? Format { get; set; }

    /// <summary>What is drawn.</summary>
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById)]
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = OfOperation)]
    public PictureView View { get; set; }

    /// <summary>The id of the operation whose timeline is drawn; the last one when not given.</summary>
    [Parameter(ParameterSetName = ByName)]
    [Parameter(ParameterSetName = ById)]
    [Parameter(ParameterSetName = ByObject)]
    [ArgumentCompleter(typeof(OperationIdCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Operation { get; set; }

    /// <summary>Adds to the file instead of replacing it.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Leaves a file that exists as it is, with an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Writes the file to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Gathers what the pipeline brings, so that one file can hold it.</summary>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case OfPlan:
                _plans.AddRange(Plan);
                break;
            case OfOperation:
                _wanted.AddRange(Timeline.Select(o => ((string[]?)[o.Provision], (string?)o.Id)));
                break;
            case ByObject:
                _wanted.Add(([.. InputObject.Select(Key)], Operation));
                break;
            default:
                _wanted.Add((Id ?? Name, Operation));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_plans.Count > 0)
        {
            Run(cancellationToken => ExportAsync(_plans, p => p.Provision, (plans, format) => Drawing.Of(plans, format), "plan of", cancellationToken));
            return;
        }

        RunOnCloud(async (connection, cancellationToken) =>
        {
            await AskAsync(Target, cancellationToken).ConfigureAwait(false);
            var pictures = await PicturesAsync(connection, cancellationToken).ConfigureAwait(false);
            if (pictures.Count > 0)
                await ExportAsync(pictures, p => p.Provision.Name, (some, format) => Drawing.Of(some, format, View), "provision", cancellationToken).ConfigureAwait(false);
        });
    }

    private async Task<IReadOnlyList<ProvisionPicture>> PicturesAsync(EdgeConnection connection, CancellationToken cancellationToken)
    {
        var all = await connection.ListAsync(cancellationToken).ConfigureAwait(false);
        List<ProvisionPicture> pictures = [];
        HashSet<(string, string?)> drawn = [];
        foreach (var (names, operation) in _wanted)
        {
            var (found, missing) = ProvisionFilter.Apply(all, names, null);
            foreach (var error in missing)
                PostError(error);

            // One that is meant twice is drawn once.
            foreach (var provision in found.Where(p => drawn.Add((Key(p), operation))))
            {
                try
                {
                    pictures.Add(await connection.Engine.GetPictureAsync(Key(provision), operation, cancellationToken).ConfigureAwait(false));
                }
                catch (EdgeException error)
                {
                    PostError(error, provision);
                }
            }
        }

        return pictures;
    }

    private static string Key(Provision provision) => provision.Id.Length > 0 ? provision.Id : provision.Name;

    private async Task ExportAsync<T>(
        IReadOnlyList<T> things, Func<T, string> name, Func<IReadOnlyList<T>, PictureFormat, string> draw, string what, CancellationToken cancellationToken)
    {
        var (target, format) = await AskAsync(Target, cancellationToken).ConfigureAwait(false);
        if (target is null)
        {
            foreach (var thing in things)
                PostObject(draw([thing], format).TrimEnd('\n'));
            return;
        }

        // In a folder, things of one name share a file as far as its format allows.
        var files = target.IsFolder ? things.GroupBy(t => target.FileFor(name(t), format), StringComparer.Ordinal).Select(g => (File: g.Key, Things: g.ToList())) : [(target.Path, things.ToList())];
        foreach (var (file, some) in files)
        {
            var text = draw(some, format);
            var action = $"Export {what} {string.Join(", ", some.Select(name))} as {format}";
            if (!await AskAsync(() => CmdletQuestions.Answerable(() => ShouldProcess(file, action), "-Confirm:$false"), cancellationToken).ConfigureAwait(false))
                continue;
            await ExportFile.WriteAsync(file, text, Append, NoClobber && !Append, cancellationToken).ConfigureAwait(false);
            if (PassThru)
                PostObject(new FileInfo(file));
        }
    }

    /// <summary>Where to, and as what. Asked before the front-end is: a mistake in it needs no connection.</summary>
    private (ExportTarget? Target, PictureFormat Format) Target()
    {
        if (Path is not null && LiteralPath is not null)
        {
            throw new EdgeException("PathGivenTwice", ErrorKind.InvalidInput, "Both -Path and -LiteralPath are given.") { RecommendedAction = "Give one of them." };
        }

        var target = (Path ?? LiteralPath) is { } path ? ExportTarget.Of(SessionState, path, literal: LiteralPath is not null) : null;
        var format = Format ?? target?.Format ?? throw new EdgeException("FormatNotKnown", ErrorKind.InvalidInput, "It is not said what to export as.")
        {
            RecommendedAction = "Give -Format Html, Svg, Mermaid or Markdown, or a file whose name ends with .html, .svg, .mmd or .md.",
        };
        return (target, format);
    }
}

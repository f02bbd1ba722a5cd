using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Tests whether descriptors can be used. Needs no front-end and no provider.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EdgeDescriptor", DefaultParameterSetName = ByPath)]
[OutputType(typeof(bool), typeof(Diagnostic))]
public sealed class TestEdgeDescriptorCommand : EdgeCmdlet
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>Descriptor files; wildcards are expanded.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Descriptor files, taken as written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Writes what was found as objects, instead of true or false with errors and warnings.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var literal = ParameterSetName == ByLiteralPath;
        var directory = SessionState.Path.CurrentFileSystemLocation.Path;
        IReadOnlyList<string> files;
        try
        {
            files = DescriptorPaths.Resolve(SessionState, literal ? LiteralPath : Path, literal);
        }
        catch (EdgeException error)
        {
            WriteError(ErrorRecords.From(error, null));
            return;
        }

        Run(async cancellationToken =>
        {
            var options = Connector.Options(directory);
            var loader = new DescriptorLoader(EngineContent.Loading(options, EngineContent.Playbooks(options)));
            foreach (var file in files)
                Write(await FindingsAsync(loader, file, cancellationToken).ConfigureAwait(false));
        });
    }

    private static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(DescriptorLoader loader, string file, CancellationToken cancellationToken)
    {
        try
        {
            return (await loader.LoadAsync(file, cancellationToken).ConfigureAwait(false)).Diagnostics;
        }
        catch (DescriptorException error)
        {
            return error.Diagnostics;
        }
    }

    private void Write(IReadOnlyList<Diagnostic> findings)
    {
        foreach (var finding in findings)
        {
            if (Detailed)
                PostObject(finding);
            else if (finding.Severity == DiagnosticSeverity.Error)
                Post(() => WriteError(ErrorRecords.From(finding)));
            else
                Post(() => WriteWarning(finding.ToString()));
        }

        if (!Detailed)
            PostObject(findings.All(f => f.Severity != DiagnosticSeverity.Error));
    }
}

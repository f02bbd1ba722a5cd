using System.Management.Automation;
using EdgeProvision.Engine;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Engine.Hosts;
using EdgeProvision.Engine.Requests;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Connections;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Tests whether descriptors can be used. Needs no front-end and no provider.</summary>
[Cmdlet(VerbsDiagnostic.Test, "EdgeDescriptor", DefaultParameterSetName = DescriptorSelection.ByPath)]
[OutputType(typeof(bool), typeof(Diagnostic))]
public sealed class TestEdgeDescriptorCommand : EdgeCmdlet, IDynamicParameters
{
    private readonly DescriptorSelection _descriptors = new();

    /// <summary>Writes what was found as objects, instead of true or false with errors and warnings.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Which descriptors are meant.</summary>
    public object GetDynamicParameters() => _descriptors;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var directory = SessionState.Path.CurrentFileSystemLocation.Path;
        var sources = _descriptors.Sources(SessionState, ParameterSetName, (error, _) => WriteError(ErrorRecords.From(error, null)));

        Run(async cancellationToken =>
        {
            var options = Connector.Options(directory);
            var playbooks = EngineContent.Playbooks(options);
            var loader = new DescriptorLoader(EngineContent.Loading(options, playbooks));
            foreach (var source in sources)
                Write(await FindingsAsync(loader, playbooks, source, cancellationToken).ConfigureAwait(false));
        });
    }

    private static async Task<IReadOnlyList<Diagnostic>> FindingsAsync(DescriptorLoader loader, IPlaybooks playbooks, DescriptorSource source, CancellationToken cancellationToken)
    {
        try
        {
            return EngineContent.Findings(await source.LoadAsync(loader, cancellationToken).ConfigureAwait(false), playbooks);
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
                Post(() => WriteWarning(Diagnostic.WithoutSeverity(finding.ToString())));
        }

        if (!Detailed)
            PostObject(findings.All(f => f.Severity != DiagnosticSeverity.Error));
    }
}

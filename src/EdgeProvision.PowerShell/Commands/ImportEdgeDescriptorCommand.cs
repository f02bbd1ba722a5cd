using System.Management.Automation;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Reads descriptors from files, for scripts to look at and to add to.</summary>
[Cmdlet(VerbsData.Import, "EdgeDescriptor", DefaultParameterSetName = DescriptorFileSelection.ByPath)]
[OutputType(typeof(EdgeDescriptor))]
public sealed class ImportEdgeDescriptorCommand : EdgeCmdlet, IDynamicParameters
{
    private readonly DescriptorFileSelection _descriptors = new();

    /// <summary>Which files are meant.</summary>
    public object GetDynamicParameters() => _descriptors;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var files = _descriptors.Files(SessionState, ParameterSetName, (error, _) => WriteError(ErrorRecords.From(error, null)));

        Run(async cancellationToken =>
        {
            var reader = new DescriptorReader(new DiskDescriptorFiles());
            foreach (var file in files)
            {
                try
                {
                    PostObject(await reader.ReadAsync(file, cancellationToken).ConfigureAwait(false));
                }
                catch (DescriptorException error)
                {
                    foreach (var finding in error.Diagnostics)
                        Post(() => WriteError(ErrorRecords.From(finding)));
                }
            }
        });
    }
}

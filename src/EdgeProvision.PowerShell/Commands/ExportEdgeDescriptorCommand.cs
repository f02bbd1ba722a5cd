using System.Management.Automation;
using System.Text;
using EdgeProvision.Engine.Descriptors;
using EdgeProvision.Model;
using EdgeProvision.PowerShell.Commands.Selection;
using EdgeProvision.PowerShell.Pipeline;

namespace EdgeProvision.PowerShell.Commands;

/// <summary>Writes descriptors to files, which read back as the same descriptors. Secrets become masks.</summary>
[Cmdlet(VerbsData.Export, "EdgeDescriptor", DefaultParameterSetName = ByPath, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(FileInfo))]
public sealed class ExportEdgeDescriptorCommand : EdgeCmdlet
{
    private const string ByPath = DescriptorFileSelection.ByPath;
    private const string ByLiteralPath = DescriptorFileSelection.ByLiteralPath;
    private readonly DescriptorExport _export = new();

    /// <summary>The descriptor.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public EdgeDescriptor[] InputObject { get; set; } = [];

    /// <summary>The file; a script block names one for each descriptor. Of a pattern with wildcards, the one file that it matches.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByPath, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file, taken as written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByLiteralPath, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Writes out secrets that are written out in the descriptor; the file is then readable by its owner alone.</summary>
    [Parameter]
    public SwitchParameter IncludeSecret { get; set; }

    /// <summary>Refuses to overwrite a file.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Overwrites a file that is read-only, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file as an object.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var descriptor in InputObject)
        {
            try
            {
                Write(descriptor);
            }
            catch (EdgeException error)
            {
                WriteError(ErrorRecords.From(error, descriptor));
            }
        }
    }

    private void Write(EdgeDescriptor descriptor)
    {
        var literal = ParameterSetName == ByLiteralPath;
        var file = _export.Target(new DescriptorFileSelection().Files(SessionState, [literal ? LiteralPath : Path], literal), NoClobber, Force);
        if (!ShouldProcess(file, $"Write descriptor {descriptor.Name}"))
            return;
        var written = DescriptorWriter.Write(descriptor, new DescriptorWriteOptions
        {
            IncludeSecret = IncludeSecret,
            Directory = System.IO.Path.GetDirectoryName(file),
            WorkingDirectory = SessionState.Path.CurrentFileSystemLocation.Path,
        });
        _export.Write(file, written.Text, isSecret: IncludeSecret && descriptor.SecretKeys.Count > 0);
        if (written.MaskedKeys.Count > 0)
            WriteWarning(Masked(descriptor, written.MaskedKeys));
        if (PassThru)
            WriteObject(new FileInfo(file));
    }

    private static string Masked(EdgeDescriptor descriptor, IReadOnlyList<string> keys)
    {
        var text = new StringBuilder($"Descriptor {descriptor.Name}: {string.Join(", ", keys.Take(10))}");
        if (keys.Count > 10)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $" and {keys.Count - 10} more");
        return text.Append(keys.Count == 1 ? " is a secret and was" : " are secrets and were")
            .Append(" written as ****, which counts as not given. Let the descriptor take it from the environment ('${env:NAME}'), or write it out with -IncludeSecret.")
            .ToString();
    }
}
